"""Telephone numbers as people write them, and as people read them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import telephones


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("0161 496 0123", "01614960123", "0161 496 0123"),
        ("+44 (0)161 496 0123", "01614960123", "0161 496 0123"),
        ("0044 161 4960123", "01614960123", "0161 496 0123"),
        (" 01632-960 123 ", "01632960123", "01632 960123"),
        ("020 7946 0018", "02079460018", "020 7946 0018"),
        ("(029) 2018 0123", "02920180123", "029 2018 0123"),
        ("03069 990123", "03069990123", "0306 999 0123"),
        ("07700 900123", "07700900123", "07700 900123"),
        ("0800 123456", "0800123456", "0800 123456"),
        ("0113 496 0123", "01134960123", "0113 496 0123"),
        ("016977 2123", "0169772123", "01697 72123"),
    ],
)
def test_a_number_is_read_and_shown(typed: str, kept: str, shown: str) -> None:
    assert telephones.plain(typed) == kept
    assert telephones.spaced(kept) == shown
    assert telephones.address(kept) == f"tel:+44{kept[1:]}"


@pytest.mark.parametrize(
    "typed", ["", "0161", "0161 496 01234", "call us", "١٢٣", "09011234567", "+1 202 555 0123", "0" * 10**6]
)  # fmt: skip
def test_what_is_no_number_is_none(typed: str) -> None:
    assert telephones.plain(typed) is None


@given(st.from_regex(telephones.PLAIN, fullmatch=True))
def test_what_is_shown_reads_back(number: str) -> None:
    assert telephones.plain(telephones.spaced(number)) == number
