"""Numbers that makers give: IMEI (3GPP TS 23.003), ICCID (ITU-T E.118), serial numbers. Pure."""

import re
from enum import Enum

IMEI_DIGITS = 15
ICCID_DIGITS = (19, 20)
ICCID_BEGINS = "89"
"""Telecommunications, by ISO/IEC 7812."""
SPACES = re.compile(r"[\s.–/-]+")


class Fault(Enum):
    """What is wrong with a number."""

    LETTERS = "letters"
    LENGTH = "length"
    BEGINNING = "beginning"
    CHECK = "check"


class WrongNumber(ValueError):
    """It can't be one. `digits`: how many there are."""

    def __init__(self, fault: Fault, digits: int = 0) -> None:
        self.fault, self.digits = fault, digits
        super().__init__(fault.value)


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def check_digit(digits: str) -> str:
    """The one that belongs behind these."""
    return next(str(one) for one in range(10) if luhn_holds(f"{digits}{one}"))


def imei(typed: str) -> str:
    """15 digits without spaces. Raises `WrongNumber`."""
    plain = _digits(typed)
    if len(plain) != IMEI_DIGITS:
        raise WrongNumber(Fault.LENGTH, len(plain))
    return _checked(plain)


def iccid(typed: str) -> str:
    """The 19 or 20 digits on a SIM card, without the F that fills up some. Raises `WrongNumber`."""
    plain = _digits(typed.strip().rstrip("Ff"))
    if len(plain) not in ICCID_DIGITS:
        raise WrongNumber(Fault.LENGTH, len(plain))
    if not plain.startswith(ICCID_BEGINS):
        raise WrongNumber(Fault.BEGINNING, len(plain))
    return _checked(plain)


def serial(typed: str) -> str:
    """A serial number in its one spelling: capitals, no spaces."""
    return re.sub(r"\s+", "", typed).upper()


def _digits(typed: str) -> str:
    plain = SPACES.sub("", typed)
    if not (plain.isascii() and plain.isdecimal()):
        raise WrongNumber(Fault.LETTERS, len(plain))
    return plain


def _checked(plain: str) -> str:
    if not luhn_holds(plain):
        raise WrongNumber(Fault.CHECK, len(plain))
    return plain
