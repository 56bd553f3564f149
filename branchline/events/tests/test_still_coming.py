"""The day before people are asked once whether they still come; a no frees the places and fills them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from branchline.core import clock, links
from branchline.core.scoping import scope
from branchline.events.actions import ask_who_still_comes, say_still_coming
from branchline.events.models import Booking, BookingState, Occurrence
from branchline.events.queries import STILL
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, Places, book, date_of, put_on
from .waiting import DAY, again, waits

ASKED = "events.still_coming"


@pytest.fixture
def tuesday(places: Places) -> Occurrence:
    """Three places, for an event whose people are asked."""
    with scope(places.service.pk):
        return date_of(put_on(places.branch, capacity=3, asks_before=True))


def asked(date: Occurrence, *, days: int = 1) -> int:
    return ask_who_still_comes(by=DESK, now=date.starts_at - timedelta(days=days))


def test_once_the_day_before_by_email_or_text(places: Places, tuesday: Occurrence) -> None:
    with scope(places.service.pk):
        book(tuesday)
        book(tuesday, route=Route.PHONE, address="0161 496 0117", by=DESK)
        book(tuesday, address="late@example.test", now=tuesday.starts_at - timedelta(hours=40))
        assert asked(tuesday, days=2) == 0
        assert asked(tuesday) == 1
        assert asked(tuesday) == 0
        assert Message.objects.get(letter=ASKED).address == "bob@example.test"


def test_not_when_staff_do_not_want_it(alice: Places) -> None:
    date = date_of(put_on(alice.branch))
    book(date)
    assert asked(date) == 0


def test_yes_is_written_down_once(places: Places, tuesday: Occurrence) -> None:
    with scope(places.service.pk):
        booking = book(tuesday)
        first = say_still_coming(booking=booking, by=DESK, now=NOW)
        assert say_still_coming(booking=booking, by=DESK, now=NOW + DAY) == first
        assert Booking.objects.get().confirmed_at == NOW


class TestPage:
    """Behind the link."""

    @pytest.fixture
    def booking(self, places: Places, tuesday: Occurrence) -> Iterator[Booking]:
        with scope(places.service.pk):
            booking = book(tuesday, 1, 2)
        with clock.at(tuesday.starts_at - DAY):
            yield booking

    @pytest.fixture
    def address(self, places: Places, booking: Booking) -> str:
        with scope(places.service.pk):
            issued = links.issue(
                purpose=STILL, subject=booking.public_id, now=clock.now(),
                expires_at=booking.occurrence.ends_at,
            )  # fmt: skip
        return f"/alice/bookings/still/{issued.token}"

    def test_opening_it_changes_nothing_and_yes_is_one_press(
        self, client: Client, places: Places, booking: Booking, address: str
    ) -> None:
        assert "Still coming?" in client.get(address).content.decode()
        with scope(places.service.pk):
            assert Booking.objects.get().confirmed_at is None
        assert (
            "See you soon" in client.post(address, {"answer": "yes"}, follow=True).content.decode()
        )

    def test_no_gives_the_places_to_whoever_waits(
        self, client: Client, places: Places, booking: Booking, address: str
    ) -> None:
        with scope(places.service.pk):
            cleo = waits(booking.occurrence, 1, 2, name="Cleo", now=clock.now())
        page = client.post(address, {"answer": "no"}, follow=True).content.decode()
        assert "somebody else can have your places" in page
        with scope(places.service.pk):
            offer = again(cleo).booking
        assert offer is not None
        assert offer.state == BookingState.OFFERED
