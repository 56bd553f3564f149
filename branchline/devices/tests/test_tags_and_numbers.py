"""A misread tag or number is noticed, whatever was misread; what was read well is read as it stands."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.devices import numbers, tags
from branchline.devices.numbers import WrongNumber, check_digit, luhn_holds
from branchline.devices.tags import LETTERS, NotATag, read_tag, spaced, tag_of

TAGS = st.integers(0, 9_999_999).map(tag_of)
ANY = st.sampled_from(string.digits + string.ascii_uppercase)


def reads_as(typed: str) -> str | None:
    try:
        return read_tag(typed)
    except NotATag:
        return None


@given(TAGS)
def test_a_tag_is_read_as_it_is_printed(tag: str) -> None:
    assert (
        read_tag(spaced(tag)) == read_tag(tag.lower()) == read_tag(f" {tag[:3]} {tag[3:]} ") == tag
    )


@given(TAGS, st.integers(0, 7), ANY)
def test_one_wrong_character_is_noticed(tag: str, place: int, wrong: str) -> None:
    """Unless it only looks like the right one: an O for a 0 is read for what it stands for."""
    assert reads_as(tag[:place] + wrong + tag[place + 1 :]) in {None, tag}


@given(TAGS, st.integers(0, 6))
def test_two_neighbours_swapped_are_noticed(tag: str, place: int) -> None:
    swapped = tag[:place] + tag[place + 1] + tag[place] + tag[place + 2 :]
    assert reads_as(swapped) in {None, tag}
    if tag[place] != tag[place + 1]:
        assert reads_as(swapped) is None


def test_the_letters_look_like_no_digit_and_no_other_letter() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == 17
    assert not set(LETTERS) & set("BGILOQSUZ")


@pytest.mark.parametrize(
    "typed", ["", "12", "9780141036144", "417-0256", "4170256É", "٤١٧٠٢٥٦K", "A" * 300]
)
def test_the_code_of_something_else_is_no_tag(typed: str) -> None:
    with pytest.raises(NotATag) as fault:
        read_tag(typed)
    assert fault.value.fault is tags.Fault.SHAPE


BODIES = st.text(string.digits, min_size=14, max_size=14)


@given(BODIES, st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_of_an_imei_is_noticed(body: str, place: int, more: int) -> None:
    good = body + check_digit(body)
    assert numbers.imei(f"{good[:6]} {good[6:]}") == good
    other = str((int(good[place]) + more) % 10)
    with pytest.raises(WrongNumber) as wrong:
        numbers.imei(good[:place] + other + good[place + 1 :])
    assert wrong.value.fault is numbers.Fault.CHECK


def test_known_numbers() -> None:
    """3GPP TS 23.003 and ITU-T E.118 give the forms; these are the examples that makers print."""
    assert numbers.imei("49-015420-323751-8") == "490154203237518"
    assert luhn_holds("79927398713")
    body = "894410000000000012"
    assert numbers.iccid(body + check_digit(body) + "F") == body + check_digit(body)
    assert numbers.serial(" dmp x1a ") == "DMPX1A"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("12345", numbers.Fault.LENGTH),
        ("abc", numbers.Fault.LETTERS),
        ("1" * 19, numbers.Fault.BEGINNING),
    ],
)
def test_what_is_wrong_with_a_sim_number(typed: str, fault: numbers.Fault) -> None:
    with pytest.raises(WrongNumber) as wrong:
        numbers.iccid(typed)
    assert wrong.value.fault is fault
