"""One thing while another is under way, step by step, on a database where commits are real: what the races share."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections

from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import (
    cancel_occurrence,
    change_event,
)
from branchline.events.models import Booking, BookingState, Listing, Occurrence
from branchline.messages.models import Message
from branchline.people.models import Contact
from tests.harness.database import ME, clone

from .conftest import DESK, NOW, Places, book, date_of, details, make_places, put_on
from .conftest import key as a_key

PLACES = 10
A_MOMENT = 0.3


@dataclass(frozen=True)
class Race:
    """A date of ten places, and people at other counters."""

    places: Places
    date: Occurrence

    def alone(self, act: Callable[[], object]) -> str:
        """Somebody else's whole transaction, on a connection of their own; what it came to."""

        def run() -> str:
            try:
                with scope(self.places.service.pk):
                    act()
            except Refusal as refusal:
                return type(refusal).__name__
            finally:
                connections.close_all()
            return "done"

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(run).result(timeout=30)

    def while_open(self, first: Callable[[], object], second: Callable[[], object]) -> str:
        """`second` begins when `first` has acted and not committed. It has to wait; what it came to."""
        with ThreadPoolExecutor(1) as pool:
            with scope(self.places.service.pk):
                first()
                waiting = pool.submit(self.alone, second)
                with pytest.raises(TimeoutError):
                    waiting.result(timeout=A_MOMENT)
            return waiting.result(timeout=30)

    def books(
        self, people: int = 1, address: str = "late@example.test", *, key: str = ""
    ) -> Booking:
        """Somebody books."""
        return book(self.date, adults=people, address=address, key=key or a_key())

    def is_called_off(self) -> None:
        """Staff cancel the whole date."""
        cancel_occurrence(occurrence=self.date, because=said("Snow"), by=DESK, now=NOW)

    def shrinks(self) -> None:
        """Staff find that there are eight chairs."""
        change_event(event=self.date.event, details=details(capacity=8), by=DESK, now=NOW)

    def moves(self) -> None:
        """Staff find that the room is taken, and put it into another library."""
        change_event(
            event=self.date.event, details=details(), branch=self.places.far, by=DESK, now=NOW
        )

    def told_of_the_move(self) -> int:
        """How many messages say that it is at another place now."""
        with scope(self.places.service.pk):
            about = Booking.objects.filter(occurrence=self.date).values("public_id")
            return Message.objects.filter(letter="events.changed", reference__in=about).count()

    def adds_up(self) -> tuple[int, int]:
        """(places, people who hold one), the same for the date, its bookings and its listing."""
        with scope(self.places.service.pk):
            date = Occurrence.objects.get(pk=self.date.pk)
            live = Booking.objects.filter(occurrence=date).live()
            held = sum(booking.people for booking in live)
            listed = Listing.objects.get(public_id=date.public_id)
            assert date.capacity is not None
            assert (date.booked, listed.places_left) == (held, date.capacity - held)
            return date.capacity, held


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Places]:
    """One database with real commits for all races here; each has a date of its own in it."""
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_races"):
        yield make_places()


@pytest.fixture
def race(house: Places) -> Race:
    with scope(house.service.pk):
        return Race(house, date_of(put_on(house.branch, capacity=PLACES, most_in_group=PLACES)))


def written_by_hand(race: Race, people: int) -> None:
    """A booking by somebody who has looked already and looks no more."""
    with scope(race.places.service.pk):
        contact, _ = Contact.objects.get_or_create(
            service=race.places.service, route="email", address="naive@example.test",
            defaults={"name": "Naive", "made_at": NOW, "seen_at": NOW},
        )  # fmt: skip
        Booking.objects.create(
            service=race.places.service, occurrence=race.date, contact=contact, adults=people,
            booked_at=NOW, channel="web",
        )  # fmt: skip


def live_ones(race: Race) -> int:
    with scope(race.places.service.pk):
        return Booking.objects.filter(occurrence=race.date, state=BookingState.BOOKED).count()
