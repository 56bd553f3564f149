"""Cancelling: places come back exactly once; everybody is told by their own route."""

from datetime import timedelta

import pytest

from branchline.core.acting import Acting, Channel
from branchline.core.models import Happening, Pseudonym
from branchline.core.words import said
from branchline.events.actions import (
    cancel_booking,
    cancel_occurrence,
    forget_contact,
    forget_old_bookings,
)
from branchline.events.errors import AlreadyCancelled, HasBeen, HasStarted
from branchline.events.models import Booking, Event, EventState, Listing, Occurrence
from branchline.events.queries import bookings_about
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, date_of, once, put_on


def test_cancelling_frees_the_places_once_however_often_it_is_pressed(
    rhyme_time: Occurrence,
) -> None:
    booking = book(rhyme_time, adults=1, children=2)
    book(rhyme_time, adults=2)
    for _press in range(3):
        assert not cancel_booking(booking=booking, by=WEB, now=NOW).is_live
    rhyme_time.refresh_from_db()
    assert rhyme_time.booked == 2
    assert Listing.objects.get().places_left == 18
    assert Happening.objects.get(kind="events.booking_cancelled").quantity == 3
    assert Message.objects.filter(letter="events.cancelled_by_you").count() == 1


def test_cancelling_a_date_tells_each_by_their_own_route(rhyme_time: Occurrence) -> None:
    book(rhyme_time, adults=2)
    book(
        rhyme_time,
        route=Route.LETTER,
        address="1 Invented Row\nSale\nM33 7ZF",
        by=Acting(channel=Channel.DESK),
    )
    book(rhyme_time, route=Route.PHONE, address="0161 496 0100", by=Acting(channel=Channel.PHONE))
    gone = book(rhyme_time, address="gone@example.test")
    cancel_booking(booking=gone, by=WEB, now=NOW)
    told = cancel_occurrence(occurrence=rhyme_time, because=said("Snow", "Eira"), by=DESK, now=NOW)
    assert told == 4
    routes = Message.objects.filter(letter="events.occurrence_cancelled").values_list(
        "route", flat=True
    )
    assert sorted(routes) == sorted([Route.EMAIL, Route.LETTER, Route.PHONE])
    rhyme_time.refresh_from_db()
    row = Listing.objects.get()
    assert (rhyme_time.booked, rhyme_time.is_cancelled, rhyme_time.version) == (0, True, 1)
    assert (row.state, row.because.cy, row.places_left) == ("cancelled", "Eira", 20)
    assert not Booking.objects.all().live().exists()
    assert Event.objects.get().state == EventState.CANCELLED
    booked = sum(Happening.objects.filter(kind="events.booked").values_list("quantity", flat=True))
    back = sum(
        Happening.objects.filter(kind="events.booking_cancelled").values_list("quantity", flat=True)
    )
    assert booked == back == 5


def test_a_date_is_cancelled_once_and_not_when_it_is_over(alice: Places) -> None:
    date = date_of(put_on(alice.branch))
    cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=NOW)
    with pytest.raises(AlreadyCancelled):
        cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=NOW)
    other = date_of(put_on(alice.branch, timing=once(TUESDAY + timedelta(days=1))))
    with pytest.raises(HasStarted):
        cancel_occurrence(
            occurrence=other, because=said("Snow"), by=DESK, now=NOW + timedelta(days=99)
        )


def test_what_has_been_stays_booked_so_that_the_show_rate_holds(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time, adults=2)
    with pytest.raises(HasBeen):
        cancel_booking(booking=booking, by=DESK, now=rhyme_time.ends_at)
    rhyme_time.refresh_from_db()
    assert rhyme_time.booked == 2
    assert not Message.objects.filter(letter="events.cancelled_by_you").exists()


def test_forgetting_a_person_leaves_the_counts(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time, adults=2, access_note="Wheelchair", postcode="M33 3AA")
    contact = booking.contact_id
    assert contact is not None
    assert bookings_about(contact_id=contact)[0]["access_note"] == "Wheelchair"
    assert forget_contact(contact_id=contact, now=NOW) == 1
    booking.refresh_from_db()
    assert (booking.contact_id, booking.access_note, booking.ward_code) == (None, "", "")
    assert (booking.people, booking.is_live) == (2, True)
    assert bookings_about(contact_id=contact) == []
    assert Happening.objects.get(kind="events.booked").quantity == 2
    # A forgotten booking can still be cancelled, and nobody is told.
    before = Message.objects.count()
    cancel_booking(booking=booking, by=DESK, now=NOW)
    assert Message.objects.count() == before
    assert Pseudonym.objects.count() == 1


def test_a_year_after_the_date_the_contact_is_gone(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time)
    assert forget_old_bookings(now=rhyme_time.ends_at + timedelta(days=365)) == 0
    assert forget_old_bookings(now=rhyme_time.ends_at + timedelta(days=366)) == 1
    booking.refresh_from_db()
    assert booking.contact_id is None
