"""One thing while another is under way, step by step, on a database where commits are real.

Each race first without its guard: look, let the other happen, write what was seen. Then with it: whoever
comes second waits until the first is done, and sees what it has left. Both orders, no luck involved.
"""

import pytest

from branchline.core.scoping import scope
from branchline.events.actions import (
    cancel_booking,
    change_party,
)
from branchline.events.models import Booking, Occurrence
from branchline.messages.models import Message

from .conftest import NOW, WEB
from .races import PLACES, Race, house, live_ones, race, written_by_hand

__all__ = ["house", "race"]

pytestmark = pytest.mark.race


def test_without_a_key_a_double_click_is_two_bookings(race: Race) -> None:
    """Looking whether they have booked already is no help: both clicks look before either has."""
    seen = [live_ones(race), live_ones(race)]
    for booked_already in seen:
        assert not booked_already
        race.alone(lambda: race.books(2))
    assert live_ones(race) == 2


def test_a_double_click_waits_for_the_first_and_gets_its_booking(race: Race) -> None:
    made: list[str] = []

    def click() -> None:
        made.append(race.books(2, key="one-form-of-hers").public_id)

    assert race.while_open(click, click) == "done"
    assert len(made) == 2
    assert len(set(made)) == 1
    assert race.adds_up() == (PLACES, 2)


def test_without_the_lock_a_place_that_comes_back_is_counted_wrong(race: Race) -> None:
    """Cancelling and booking both read the counter, and each writes what it makes of it."""
    race.alone(lambda: race.books(4, "early@example.test"))
    with scope(race.places.service.pk):
        seen = Occurrence.objects.get(pk=race.date.pk).booked
        early = Booking.objects.get(occurrence=race.date)
    race.alone(lambda: cancel_booking(booking=early, by=WEB, now=NOW))
    written_by_hand(race, 1)
    with scope(race.places.service.pk):
        Occurrence.objects.filter(pk=race.date.pk).update(booked=seen + 1, booked_adults=seen + 1)
    with pytest.raises(AssertionError):
        race.adds_up()


def test_booking_while_a_booking_is_cancelled_gets_the_places_that_come_back(race: Race) -> None:
    race.alone(lambda: race.books(PLACES, "early@example.test"))
    with scope(race.places.service.pk):
        early = Booking.objects.all().with_occurrence().get(occurrence=race.date)

    def gives_back() -> None:
        cancel_booking(booking=early, by=WEB, now=NOW)

    assert race.alone(lambda: race.books(1)) == "NotEnoughPlaces"
    assert race.while_open(gives_back, lambda: race.books(3)) == "done"
    assert race.adds_up() == (PLACES, 3)


def test_one_more_of_a_party_and_somebody_new_never_get_the_same_last_place(race: Race) -> None:
    race.alone(lambda: race.books(PLACES - 1, "early@example.test"))
    with scope(race.places.service.pk):
        early = Booking.objects.all().with_occurrence().get(occurrence=race.date)

    def one_more() -> None:
        change_party(booking=early, adults=PLACES, children=0, by=WEB, now=NOW)

    assert race.while_open(one_more, lambda: race.books(1)) == "NotEnoughPlaces"
    assert race.adds_up() == (PLACES, PLACES)
    with scope(race.places.service.pk):
        grown = Booking.objects.all().with_occurrence().get(occurrence=race.date)
    race.alone(lambda: change_party(booking=grown, adults=PLACES - 1, children=0, by=WEB, now=NOW))
    assert race.while_open(lambda: race.books(1), one_more) == "NoRoomForMore"
    assert race.adds_up()[0] == PLACES


def test_cancelling_while_somebody_books_takes_only_its_own_places_back(race: Race) -> None:
    race.alone(lambda: race.books(4, "early@example.test"))
    with scope(race.places.service.pk):
        early = Booking.objects.all().with_occurrence().get(occurrence=race.date)

    def gives_back() -> None:
        cancel_booking(booking=early, by=WEB, now=NOW)

    assert race.while_open(lambda: race.books(3), gives_back) == "done"
    assert race.adds_up() == (PLACES, 3)


def test_without_the_lock_somebody_books_for_a_date_that_is_called_off(race: Race) -> None:
    with scope(race.places.service.pk):
        looked = Occurrence.objects.get(pk=race.date.pk)
    assert not looked.is_cancelled
    race.alone(race.is_called_off)
    written_by_hand(race, 1)
    assert live_ones(race) == 1
    with scope(race.places.service.pk):
        (unheard,) = Booking.objects.filter(occurrence=race.date)
        assert not Message.objects.filter(reference=unheard.public_id).exists()


def test_whoever_books_while_the_date_is_called_off_is_refused(race: Race) -> None:
    assert race.while_open(race.is_called_off, race.books) == "IsCancelled"
    assert live_ones(race) == 0


def test_whoever_books_just_before_the_date_is_called_off_is_told(race: Race) -> None:
    assert race.while_open(race.books, race.is_called_off) == "done"
    assert live_ones(race) == 0
    with scope(race.places.service.pk):
        booking = Booking.objects.get(occurrence=race.date)
        told = Message.objects.filter(reference=booking.public_id)
        assert told.filter(letter="events.occurrence_cancelled").count() == 1


def test_without_the_lock_nine_have_eight_chairs(race: Race) -> None:
    race.alone(lambda: race.books(8, "early@example.test"))
    with scope(race.places.service.pk):
        left = Occurrence.objects.get(pk=race.date.pk).places_left
    assert left == 2
    race.alone(race.shrinks)
    written_by_hand(race, 1)
    with scope(race.places.service.pk):
        date = Occurrence.objects.get(pk=race.date.pk)
        held = sum(each.people for each in Booking.objects.filter(occurrence=date))
    assert (date.capacity, held) == (8, 9)


def test_whoever_books_while_chairs_are_taken_away_is_told_how_many_are_left(race: Race) -> None:
    race.alone(lambda: race.books(8, "early@example.test"))
    assert race.while_open(race.shrinks, race.books) == "NotEnoughPlaces"
    assert race.adds_up() == (8, 8)


def test_chairs_that_were_just_booked_are_not_taken_away(race: Race) -> None:
    race.alone(lambda: race.books(8, "early@example.test"))
    assert race.while_open(race.books, race.shrinks) == "FewerThanBooked"
    assert race.adds_up() == (PLACES, 9)


def test_the_last_place_goes_to_whoever_was_first(race: Race) -> None:
    race.alone(lambda: race.books(9, "early@example.test"))
    assert race.while_open(race.books, lambda: race.books(1, "b@example.test")) == "NotEnoughPlaces"
    assert race.adds_up() == (PLACES, PLACES)
