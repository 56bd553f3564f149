"""The asset tag: seven digits and a check letter, `417-0256-K`, good for as long as the label sticks.

Which place holds what tells look-alikes apart: before the end stand digits only, at the end a letter, and of letters
those that look like no digit and no other letter. The letter is the number modulo 17, the first prime over 16: so every
single wrong character and every swap of neighbours is noticed (10 is no root of 1 modulo 17, and no digit reaches it).
"""

import re
from enum import Enum

DIGITS = 7
LETTERS = "ACDEFHJKMNPRTVWXY"
"""Without B, G, I, L, O, Q, S, U, Z."""
SHAPE = re.compile(rf"[0-9]{{{DIGITS}}}[{LETTERS}]")
OF_A_DEVICE = range(1_000_000, 9_000_000)
OF_A_CASE = range(9_000_000, 10_000_000)
"""The first digit of a kit case's tag is 9."""
LOOK_ALIKES = str.maketrans("OILZSB", "011258")
"""What people read for digits."""


class Fault(Enum):
    """Why something is no tag."""

    SHAPE = "shape"
    LETTER = "letter"


class NotATag(ValueError):
    """It was misread, or is the code of something else."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def letter_for(number: int) -> str:
    """The check letter of a number."""
    return LETTERS[number % len(LETTERS)]


def tag_of(number: int) -> str:
    """The tag of a number: 4170256 is 4170256K."""
    return f"{number:0{DIGITS}}{letter_for(number)}"


def read_tag(typed: str) -> str:
    """A tag as somebody types or scans it, in its one spelling. Raises `NotATag`."""
    plain = re.sub(r"[\s.–-]+", "", typed).upper()
    plain = plain[:DIGITS].translate(LOOK_ALIKES) + plain[DIGITS:]
    if not plain.isascii() or not re.fullmatch(rf"[0-9]{{{DIGITS}}}[A-Z]", plain):
        raise NotATag(Fault.SHAPE)
    if plain != tag_of(int(plain[:DIGITS])):
        raise NotATag(Fault.LETTER)
    return plain


def spaced(tag: str) -> str:
    """A tag as it is printed and read out: 417-0256-K."""
    return f"{tag[:3]}-{tag[3:DIGITS]}-{tag[DIGITS:]}"


def is_of_a_case(tag: str) -> bool:
    """Whether it sticks on a kit case."""
    return tag.startswith("9")
