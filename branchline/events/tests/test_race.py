"""Many people want the last places at once, on a database where commits are real.

First the race is shown without the lock, then that it is gone with it.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.models import Sum

from branchline.core.scoping import scope
from branchline.events.actions import cancel_booking
from branchline.events.errors import NotEnoughPlaces
from branchline.events.models import Booking, BookingState, Listing, Occurrence
from branchline.people.models import Contact

from .conftest import NOW, WEB, Places, book, date_of, make_places, put_on

PLACES = 50
ATTEMPTS = 500
THREADS = 40


@pytest.fixture
def last_places(own_database: str) -> tuple[Places, Occurrence]:
    """A date with fifty places, committed."""
    places = make_places()
    with scope(places.service.pk):
        return places, date_of(put_on(places.branch, capacity=PLACES))


def at_once(attempts: int, attempt: Callable[[int], str]) -> Counter[str]:
    """Run attempts on many connections at the same time; count what each came to."""

    def run(turn: int) -> str:
        try:
            return attempt(turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, range(attempts)))


def held(date: Occurrence) -> int:
    """People with a live booking."""
    live = Booking.objects.filter(occurrence=date, state=BookingState.BOOKED)
    sums = live.aggregate(adults=Sum("adults"), children=Sum("children"))
    return (sums["adults"] or 0) + (sums["children"] or 0)


@pytest.mark.race
def test_without_the_lock_the_last_place_is_sold_twice(
    last_places: tuple[Places, Occurrence],
) -> None:
    """Check, then insert: what most systems do. Two look, both see the place, both take it."""
    places, date = last_places
    with scope(places.service.pk):
        for n in range(PLACES - 1):
            book(date, address=f"early-{n}@example.test")
        contact = Contact.objects.earliest("pk")
    both_have_looked = threading.Barrier(2, timeout=20)

    def naive(turn: int) -> str:
        with scope(places.service.pk):
            free = PLACES - held(date)
            both_have_looked.wait()
            if free < 1:
                return "refused"
            Booking.objects.create(
                service=places.service,
                occurrence=date,
                contact=contact,
                adults=1,
                booked_at=NOW,
                channel="web",
            )
        return "booked"

    assert at_once(2, naive) == {"booked": 2}
    with scope(places.service.pk):
        assert held(date) == PLACES + 1


@pytest.mark.race
def test_five_hundred_want_fifty_places_and_exactly_fifty_get_one(
    last_places: tuple[Places, Occurrence],
) -> None:
    places, date = last_places

    def attempt(turn: int) -> str:
        with scope(places.service.pk):
            try:
                book(date, address=f"reader-{turn}@example.test", key=f"attempt-{turn:04}")
            except NotEnoughPlaces:
                return "refused"
        return "booked"

    assert at_once(ATTEMPTS, attempt) == {"booked": PLACES, "refused": ATTEMPTS - PLACES}
    with scope(places.service.pk):
        date.refresh_from_db()
        assert (date.booked, held(date)) == (PLACES, PLACES)
        assert Listing.objects.get(public_id=date.public_id).places_left == 0


@pytest.mark.race
def test_one_form_sent_forty_times_at_once_is_one_booking(
    last_places: tuple[Places, Occurrence],
) -> None:
    places, date = last_places

    def attempt(turn: int) -> str:
        with scope(places.service.pk):
            return book(date, adults=2, key="an-impatient-click").public_id

    assert len(at_once(THREADS, attempt)) == 1
    with scope(places.service.pk):
        date.refresh_from_db()
        assert (date.booked, held(date)) == (2, 2)


@pytest.mark.race
def test_booking_and_cancelling_at_once_neither_loses_nor_invents_a_place(
    last_places: tuple[Places, Occurrence],
) -> None:
    """Twenty bookings are cancelled twice each while others book."""
    places, date = last_places
    with scope(places.service.pk):
        early = [book(date, adults=2, address=f"early-{n}@example.test") for n in range(20)]

    def attempt(turn: int) -> str:
        with scope(places.service.pk):
            if turn % 2:
                cancel_booking(booking=early[turn // 2 % 20], by=WEB, now=NOW)
                return "cancelled"
            try:
                book(date, adults=3, address=f"late-{turn}@example.test", key=f"late-form-{turn}")
            except NotEnoughPlaces:
                return "refused"
        return "booked"

    came_to = at_once(80, attempt)
    with scope(places.service.pk):
        date.refresh_from_db()
        assert date.booked == held(date) == 3 * came_to["booked"] <= PLACES
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM events_booking WHERE state = 'cancelled'")
            assert cursor.fetchone() == (20,)
