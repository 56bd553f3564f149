"""What people really type: said at the field, nothing lost, and no page of ours falls over."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import Booking, Occurrence

from .conftest import DESK, NOW, Places, book, date_of, put_on

FAMILY: dict[str, Any] = {
    "key": "a-form-of-its-own",
    "adults": "1",
    "children": "2",
    "name": "Nia Hughes",
    "reach": "email",
    "email": "nia@example.test",
    "access_note": "room for a wheelchair",
    "postcode": "M33 3AA",
}


@pytest.fixture(autouse=True)
def september() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def tuesday(places: Places) -> Occurrence:
    with scope(places.service.pk):
        return date_of(put_on(places.branch))


def send(tuesday: Occurrence, **changes: str) -> str:
    """A family's form with changes; the page that comes back has all that they wrote."""
    typed = FAMILY | changes
    page = Client().post(f"/alice/whats-on/{tuesday.public_id}/book", typed)
    assert page.status_code == 200
    text = page.content.decode()
    for name, value in typed.items():
        assert value in text, name
    assert "There is something to put right" in text
    return text


def nobody_booked(places: Places) -> bool:
    with scope(places.service.pk):
        return not Booking.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"adults": "-1"}, "adults", "can’t be less than 0"),
        ({"children": "-3"}, "children", "can’t be less than 0"),
        ({"adults": "0", "children": "0"}, "adults", "at least 1"),
        ({"adults": "7", "children": "6"}, "adults", "up to 12 people"),
        ({"adults": "13", "children": "0"}, "adults", "up to 12 people"),
        ({"adults": "1.5"}, "adults", "in figures"),
        ({"adults": "9" * 5000}, "adults", "in figures"),
        ({"name": "Nia " * 30}, "name", "100 letters at most. You wrote 119"),
        ({"postcode": "M33"}, "postcode", "looks like M33 7ZF"),
        ({"postcode": "Sale"}, "postcode", "looks like M33 7ZF"),
        ({"postcode": "75001"}, "postcode", "looks like M33 7ZF"),
        ({"postcode": "zz99 9zz"}, "postcode", "No postcode in the UK begins like ZZ99 9ZZ"),
        ({"email": "nia@example"}, "email", "name@example.com"),
    ],
)
def test_a_slip_stands_at_its_field_and_nothing_is_lost(
    places: Places, tuesday: Occurrence, changes: dict[str, str], field: str, words: str
) -> None:
    text = send(tuesday, **changes)
    # Both components name the place of an error after its field.
    _before, at_field = re.split(rf'id="id_{field}(?:-error-1|_1_error)"', text, maxsplit=1)
    assert words in at_field[:600]
    assert nobody_booked(places)


@pytest.mark.parametrize("typed", ["", "m333aa", " M33-3AA ", "sw1a 1aa", "M33 7ZF"])
def test_a_postcode_may_be_left_out_written_anyhow_and_unknown_to_us(
    places: Places, tuesday: Occurrence, typed: str
) -> None:
    page = Client().post(f"/alice/whats-on/{tuesday.public_id}/book", FAMILY | {"postcode": typed})
    assert page.status_code == 302


@pytest.mark.parametrize("path", ["whats-on/{}/book", "bookings/code"])
def test_more_than_a_form_can_hold_gets_a_kind_page_without_a_trace(
    places: Places, tuesday: Occurrence, path: str
) -> None:
    client = Client(raise_request_exception=False)
    page = client.post(
        f"/alice/{path.format(tuesday.public_id)}",
        "name=" + "n" * 17_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    text = page.content.decode()
    assert page.status_code == 400
    assert "far too long" in text
    assert "Traceback" not in text
    assert nobody_booked(places)


def test_a_date_that_is_called_off_meanwhile_says_so_and_keeps_what_they_wrote(
    places: Places, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        cancel_occurrence(occurrence=tuesday, because=said("Snow"), by=DESK, now=NOW)
    assert "This date is cancelled" in send(tuesday)
    assert nobody_booked(places)


def test_a_date_that_has_begun_meanwhile_says_so_and_keeps_what_they_wrote(
    places: Places, tuesday: Occurrence
) -> None:
    with clock.at(tuesday.starts_at + timedelta(minutes=1)):
        assert "This has started" in send(tuesday)
    assert nobody_booked(places)


def test_a_second_tab_is_told_that_the_places_went_to_the_first(places: Places) -> None:
    with scope(places.service.pk):
        small = date_of(put_on(places.branch, capacity=4))
    first = Client().post(f"/alice/whats-on/{small.public_id}/book", FAMILY)
    assert first.status_code == 302
    text = send(small, key="the-form-in-tab-two")
    assert "There is 1 place left and you asked for 3" in text


def test_a_date_that_was_made_a_drop_in_by_another_says_just_come(places: Places) -> None:
    with scope(places.service.pk):
        open_to_all = date_of(put_on(places.branch, booking="drop_in", capacity=None))
    assert "Just come along" in send(open_to_all)


def test_at_a_full_date_the_second_family_is_on_the_waiting_list(
    places: Places, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        book(tuesday, 10, 0)
        book(tuesday, 10, 0)
    page = Client().post(f"/alice/whats-on/{tuesday.public_id}/book", FAMILY, follow=True)
    assert "you are number 1 on the waiting list" in page.content.decode()
