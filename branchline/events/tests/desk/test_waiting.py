"""The waiting list at the desk: who waits and why, added by phone, answered for, taken off, told in person."""

from typing import Any

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_booking, cancel_occurrence
from branchline.events.models import Booking, Occurrence, WaitingListEntry
from branchline.people.actions import do_not_contact
from branchline.people.models import MarkSource

from ..conftest import DESK, NOW, WEB, Places, date_of, put_on
from ..waiting import again, gets, waits
from .conftest import text_of

MABEL: dict[str, Any] = {
    "key": "a-form-of-its-own",
    "channel": "phone",
    "adults": "2",
    "children": "0",
    "name": "Mabel Price",
    "reach": "phone",
    "landline": "0161 496 0117",
    "asks_first": "on",
}


@pytest.fixture
def full(places: Places) -> Occurrence:
    """Three places, all booked, at Bob's branch."""
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, capacity=3))
        gets(date, 1, 2, name="Ann")
    return date


def page(date: Occurrence) -> str:
    return f"/alice/desk/events/{date.public_id}"


def mabel(places: Places) -> WaitingListEntry:
    with scope(places.service.pk):
        return WaitingListEntry.objects.all().with_occurrence().get(name="Mabel Price")


def test_somebody_with_a_landline_only_joins_by_phone_and_is_answered_for(
    bob: Client, places: Places, full: Occurrence
) -> None:
    assert "Add to the waiting list" in text_of(bob, page(full))
    said_ = bob.post(f"{page(full)}/book", MABEL, follow=True).content.decode()
    assert "Mabel Price is number 1 on the waiting list" in said_
    assert "The places went while you were writing, so nothing is booked." in said_
    with scope(places.service.pk):
        ann = Booking.objects.get(name="Ann")
    gone = bob.post(f"/alice/desk/bookings/{ann.public_id}/cancel", follow=True).content.decode()
    assert "1 party from the waiting list has its places now, or is asked first." in gone
    assert "2 places are held for somebody from the waiting list until they answer." in gone
    assert "Offered, to answer by" in gone
    place = f"/alice/desk/waiting/{mabel(places).public_id}"
    assert "What do they say?" in text_of(bob, place)
    assert (
        "Booked for Mabel Price" in bob.post(place, {"answer": "yes"}, follow=True).content.decode()
    )
    with scope(places.service.pk):
        assert Booking.objects.live().get(name="Mabel Price").people == 2


def test_staff_take_somebody_off_who_asks(bob: Client, places: Places, full: Occurrence) -> None:
    with scope(places.service.pk):
        cleo = waits(full, name="Cleo")
    shown = bob.post(f"/alice/desk/waiting/{cleo.public_id}", {"answer": "off"}, follow=True)
    assert "Cleo is not on the waiting list any more" in shown.content.decode()
    with scope(places.service.pk):
        assert not again(cleo).is_in_line


def test_no_for_somebody_gives_the_places_to_the_next(
    bob: Client, places: Places, full: Occurrence
) -> None:
    with scope(places.service.pk):
        cleo = waits(full, 3, name="Cleo", takes_at_once=False)
        dai = waits(full, 3, name="Dai")
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
    bob.post(f"/alice/desk/waiting/{cleo.public_id}", {"answer": "no"})
    with scope(places.service.pk):
        assert again(dai).booking is not None


def test_whom_we_may_not_write_to_is_told_in_person(
    bob: Client, places: Places, full: Occurrence
) -> None:
    with scope(places.service.pk):
        cleo = waits(full, name="Cleo")
        assert cleo.contact is not None
        do_not_contact(person=cleo.contact, source=MarkSource.PERSON, by=DESK, now=NOW)
        cancel_occurrence(occurrence=full, because=said("Snow"), by=DESK, now=NOW)
    assert "was on the waiting list" in text_of(bob, page(full))
    place = f"/alice/desk/waiting/{cleo.public_id}"
    assert "I have told them" in text_of(bob, place)
    bob.post(place, {"answer": "told"})
    with scope(places.service.pk):
        assert not again(cleo).untold


def test_charlie_sees_nothing(charlie: Client, places: Places, full: Occurrence) -> None:
    with scope(places.service.pk):
        cleo = waits(full, name="Cleo")
    assert charlie.get(f"/alice/desk/waiting/{cleo.public_id}").status_code == 404
