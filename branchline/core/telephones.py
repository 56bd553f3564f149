"""Telephone numbers of the United Kingdom: read as people write them, shown as people read them out.

A pure module. Kept as digits with the leading nought ("01614960123"). Source of the shapes: Ofcom,
National Telephone Numbering Plan (area codes of two, three and four digits; 03, 07 and 08).
"""

import re

WRITTEN = re.compile(r"[0-9+()\s.\-/\u2010-\u2015\u200b]{1,40}")
PLAIN = re.compile(r"0(?:[12378][0-9]{9}|1[0-9]{8}|800[0-9]{6})")


def plain(typed: str) -> str | None:
    """Digits as we keep them, or None: "+44 (0)161 496 0123" is "01614960123"."""
    if not WRITTEN.fullmatch(typed.strip()):
        return None
    digits = re.sub(r"[^0-9+]", "", typed)
    for country in ("+44", "0044"):
        if digits.startswith(country):
            digits = f"0{digits.removeprefix(country).removeprefix('0')}"
    return digits if PLAIN.fullmatch(digits) else None


def spaced(number: str) -> str:
    """In groups: 020 7946 0123, 0161 496 0123, 0300 123 4567, 01632 960123, 07700 900123."""
    if not PLAIN.fullmatch(number):
        return number
    if number.startswith("02"):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    three = number.startswith(("03", "08", "011")) or (number[1] == number[3] == "1")
    if three and len(number) == 11:
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    if three:
        return f"{number[:4]} {number[4:]}"
    return f"{number[:5]} {number[5:]}"


def abroad(number: str) -> str:
    """As it is written all over the world (ITU-T E.164): +441614960123."""
    return number if number.startswith("+") else f"+44{number.removeprefix('0')}"


def address(number: str) -> str:
    """For a link that rings from anywhere: tel:+441614960123."""
    return f"tel:{abroad(number)}"
