"""ISBN: a book's number with a check digit (ISO 2108). Read from the back of a book, with or without hyphens."""

import re


def isbn13(typed: str) -> str | None:
    """The 13 digits; one of 10 (before 2007) gets its new form. None when a digit is wrong."""
    digits = re.sub(r"[\s–-]", "", typed).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        return digits if digits[-1] == _check13(digits[:12]) else None
    if re.fullmatch(r"\d{9}[\dX]", digits):
        return f"978{digits[:9]}{_check13('978' + digits[:9])}" if _is_right10(digits) else None
    return None


def _check13(twelve: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve))
    return str(-total % 10)


def _is_right10(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0
