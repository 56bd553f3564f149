"""One address has one spelling, and what is no address is said so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.messages.models import Route
from branchline.messages.models import normal_address as spelled_by_the_outbox
from branchline.people.actions import normal_address
from branchline.people.errors import AddressNotRight
from branchline.people.models.addresses import normal, readable

RIGHT = [
    (Route.EMAIL, " Priya.Raman@Example.TEST ", "priya.raman@example.test"),
    (Route.SMS, "07700 900123", "07700900123"),
    (Route.SMS, "+44 (0)7700 900 123", "07700900123"),
    (Route.SMS, "0044 7700 900-123", "07700900123"),
    (Route.PHONE, "(0161) 496 0117", "01614960117"),
    (Route.PHONE, "020 7946 0018", "02079460018"),
    (Route.PHONE, "01632 960001", "01632960001"),
    (Route.PHONE, "+353 1 555 0123", "+35315550123"),
    (Route.LETTER, "14  Invented Row\r\n\n Sale \nm337zf", "14 Invented Row\nSale\nM33 7ZF"),
    (Route.LETTER, "14 Invented Row, Sale, M33 7ZF", "14 Invented Row\nSale\nM33 7ZF"),
    (Route.LETTER, "14 Invented Row\nSale M33 7ZF", "14 Invented Row\nSale\nM33 7ZF"),
]
WRONG = [
    (Route.EMAIL, "priya"),
    (Route.EMAIL, "priya@"),
    (Route.EMAIL, ""),
    (Route.EMAIL, f"{'p' * 300}@example.test"),
    (Route.SMS, "0161 496 0117"),
    (Route.SMS, "12345"),
    (Route.PHONE, "my sister’s"),
    (Route.PHONE, "0161 496 01170000"),
    (Route.PHONE, "999"),
    (Route.LETTER, "14 Invented Row\nSale"),
    (Route.LETTER, "M33 7ZF"),
    (Route.LETTER, "x" * 10_000_000),
    (Route.EMAIL, "a\0@example.test"),
]


@pytest.mark.parametrize(("route", "typed", "kept"), RIGHT)
def test_an_address_is_kept_in_one_spelling(route: Route, typed: str, kept: str) -> None:
    assert normal_address(route, typed) == kept


@pytest.mark.parametrize(("route", "typed"), WRONG)
def test_what_is_no_address_is_refused_at_its_field(route: Route, typed: str) -> None:
    with pytest.raises(AddressNotRight) as refusal:
        normal_address(route, typed)
    assert refusal.value.field == "address"
    assert len(str(refusal.value)) > 20


TYPED = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="0123456789+-() ", max_size=20),
    st.from_regex(r"\A0[1-9][0-9]{8,9}\Z"),
    st.emails().map(str.upper),
    st.builds(lambda lines: "\n".join([*lines, "m33 7zf"]), st.lists(st.text(max_size=20), max_size=5)),
)  # fmt: skip


@given(st.sampled_from(Route), TYPED)
def test_spelling_it_again_changes_nothing(route: Route, typed: str) -> None:
    once = normal(route, typed)
    if once is not None:
        assert normal(route, once) == once
        assert spelled_by_the_outbox(route, once) == once
        assert "\n" not in readable(route, once)


@pytest.mark.parametrize(
    ("route", "kept", "read"),
    [
        (Route.PHONE, "01614960117", "0161 496 0117"),
        (Route.PHONE, "02079460018", "020 7946 0018"),
        (Route.SMS, "07700900123", "07700 900123"),
        (Route.PHONE, "01632960001", "01632 960001"),
        (Route.LETTER, "14 Invented Row\nSale\nM33 7ZF", "14 Invented Row, Sale, M33 7ZF"),
    ],
)
def test_it_is_shown_as_people_write_it(route: Route, kept: str, read: str) -> None:
    assert readable(route, kept) == read
    assert normal(route, read) == kept
