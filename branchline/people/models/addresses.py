"""The shape of addresses: a pure module without tables. One spelling for one address.

The spelling is that of `messages` (lower-case mail, national digits of a UK number, lines of a letter),
so that an address is equal wherever the house keeps it. Source of the telephone rules: Ofcom, National
Telephone Numbering Plan; ITU-T E.164 for numbers abroad.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from branchline.messages.models import Route
from branchline.messages.models import normal_address as spelled
from branchline.places.queries import full_postcode, spaced_postcode

LONGEST = 300
LONGEST_TYPED = 2_000
NATIONAL = re.compile(
    r"0(?:1\d{8,9}|2\d{9}|3\d{9}|5\d{9}|7\d{9}|8\d{9}|800\d{6}|8001111|8454\d{3,6})"
)
MOBILE = re.compile(r"07[1-57-9]\d{8}")
"""070 is personal numbering and 076 is paging: neither takes text messages as a mobile does."""
ABROAD = re.compile(r"\+[1-9]\d{7,14}")
AREAS = re.compile(r"(02\d|011\d|01\d1|03\d\d|08\d\d)(\d{3,4})(\d{4})")
COMMA = re.compile(r"\s*,\s*")

_email = EmailValidator()


def normal(route: str, typed: str) -> str | None:
    """The address as we keep it, or None when it is none for this route. Doing it again changes nothing."""
    if len(typed) > LONGEST_TYPED or "\0" in typed:
        return None
    match route:
        case Route.EMAIL:
            found = _normal_email(typed)
        case Route.LETTER:
            found = _normal_post(typed)
        case _:
            found = _normal_phone(typed)
    if found is None or len(found) > LONGEST:
        return None
    if route == Route.SMS and found.startswith("0") and not MOBILE.fullmatch(found):
        return None
    return found


def _normal_email(typed: str) -> str | None:
    found = spelled(Route.EMAIL, typed)
    try:
        _email(found)
    except ValidationError:
        return None
    return found


def _normal_phone(typed: str) -> str | None:
    if any(c.isalpha() for c in typed):
        return None
    digits = spelled(Route.PHONE, typed)
    if digits.startswith("00"):
        digits = spelled(Route.PHONE, f"+{digits[2:]}")
    if "+" in digits[1:]:
        return None
    return digits if NATIONAL.fullmatch(digits) or ABROAD.fullmatch(digits) else None


def _normal_post(typed: str) -> str | None:
    lines = spelled(Route.LETTER, typed).splitlines()
    if len(lines) == 1:
        lines = [line for line in COMMA.split(lines[0]) if line]
    postcode = full_postcode(lines[-1]) if lines else None
    if postcode is None and lines:
        # "Sale M33 7ZF": the postcode stands at the end of the last line.
        words = lines[-1].split()
        for length in (2, 1):
            postcode = full_postcode(" ".join(words[-length:])) if len(words) > length else None
            if postcode is not None:
                lines[-1] = " ".join(words[:-length]).rstrip(",")
                break
    elif lines:
        lines.pop()
    if postcode is None or not lines:
        return None
    return "\n".join([*lines, spaced_postcode(postcode)])


def postcode_of(route: str, address: str) -> str:
    """The postcode of a postal address as kept (`M33 7ZF`), else nothing."""
    return address.splitlines()[-1] if route == Route.LETTER and address else ""


def readable(route: str, address: str) -> str:
    """As people write it: telephone numbers in groups, a postal address in one line."""
    if route == Route.LETTER:
        return ", ".join(address.splitlines())
    if route == Route.EMAIL:
        return address
    if found := AREAS.fullmatch(address):
        return " ".join(found.groups())
    if address.startswith("0") and len(address) > 9:
        return f"{address[:5]} {address[5:]}"
    return address
