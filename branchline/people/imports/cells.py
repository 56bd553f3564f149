"""How library systems write what they know of a member: pure readings of one cell."""

import re
from datetime import date

from django.utils.translation import gettext as _

from branchline.core.importing.columns import day
from branchline.core.importing.problems import Wrong, shown
from branchline.messages.models import Route
from branchline.places.queries import full_postcode, spaced_postcode

SEVERAL = re.compile(r"\s*[;|$]\s*")
TIME = re.compile(r"[ T]\d{1,2}:\d\d.*")
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
WELSH = frozenset({"cy", "cym", "wel", "welsh", "cymraeg", "cy-gb"})
ROUTES = {
    "email": Route.EMAIL, "e-mail": Route.EMAIL, "sms": Route.SMS, "text": Route.SMS, "mobile": Route.SMS,
    "phone": Route.PHONE, "telephone": Route.PHONE, "post": Route.LETTER, "letter": Route.LETTER,
    "print": Route.LETTER, "mail": Route.LETTER, "e": Route.EMAIL, "p": Route.PHONE, "m": Route.LETTER,
}  # fmt: skip


def card(cell: str) -> str:
    """A card number in our one spelling."""
    if SHORTENED.fullmatch(cell):
        raise Wrong(
            _(
                "a spreadsheet has shortened this number to %(cell)s. Make the column text and export again."
            )
            % {"cell": shown(cell)}
        )
    return " ".join(cell.split()).upper()


def first_of(cell: str) -> str:
    """The first of several in one cell (Sierra puts a sign between them)."""
    return next((part for part in SEVERAL.split(cell) if part), "")


def phone(cell: str) -> str:
    """A number whose leading nought a spreadsheet has eaten gets it back."""
    number = first_of(cell)
    digits = re.sub(r"\D", "", number)
    return f"0{digits}" if len(digits) in (9, 10) and digits[0] in "1237" else number


def moment(cell: str) -> date:
    """A day, whatever time stands behind it."""
    return day(TIME.sub("", cell))


def language(cell: str) -> str:
    """English or Welsh, the two in which we write."""
    return "cy" if cell.casefold() in WELSH else "en"


def preferred(cell: str) -> str:
    """How they would like to be told; nothing when we don't know the word."""
    return str(ROUTES.get(cell.casefold(), ""))


def postcode(cell: str) -> str:
    """A postcode as we keep it, or as it was written when it is none (the row says so later)."""
    found = full_postcode(cell)
    return spaced_postcode(found) if found else cell


def whole_name(name: str, first: str, family: str) -> str:
    """In the order people say it: `Okafor, Maud` is Maud Okafor."""
    if first or family:
        return f"{first} {family}".strip()
    last, comma, rest = name.partition(",")
    return f"{rest.strip()} {last.strip()}".strip() if comma and rest.strip() else name
