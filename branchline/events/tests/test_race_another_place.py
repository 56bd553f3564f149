"""Somebody books while the date gets another place: they read of it once, whoever was first."""

import pytest

from branchline.core.scoping import scope
from branchline.events.letters import BOOKED
from branchline.events.models import Booking
from branchline.messages.models import Message, Route, State

from .conftest import NOW, have_left
from .races import Race, house, live_ones, race, written_by_hand

__all__ = ["house", "race"]

pytestmark = pytest.mark.race


def test_without_the_lock_somebody_books_for_a_place_that_is_left_and_hears_nothing(
    race: Race,
) -> None:
    race.alone(race.moves)
    written_by_hand(race, 1)
    assert (live_ones(race), race.told_of_the_move()) == (1, 0)


def test_whoever_books_just_before_the_place_changes_reads_of_it_in_their_one_message(
    race: Race,
) -> None:
    assert race.while_open(race.books, race.moves) == "done"
    assert race.told_of_the_move() == 0
    with scope(race.places.service.pk):
        about = Booking.objects.get(occurrence=race.date).public_id
        assert Message.objects.filter(reference=about, state=State.QUEUED).count() == 1
        content = BOOKED.compose(about, "en", Route.EMAIL, NOW)
    assert content is not None
    assert "The place is new." in " ".join(content.paragraphs)


def test_whoever_books_while_the_place_changes_gets_the_new_place_in_their_one_message(
    race: Race,
) -> None:
    assert race.while_open(race.moves, race.books) == "done"
    assert race.told_of_the_move() == 0
    with scope(race.places.service.pk):
        booking = Booking.objects.all().with_occurrence().get(occurrence=race.date)
    assert booking.occurrence.branch_id == race.places.far.pk


def test_two_who_move_it_to_the_same_place_tell_once(race: Race) -> None:
    race.alone(race.books)
    with scope(race.places.service.pk):
        have_left()
    assert race.while_open(race.moves, race.moves) == "done"
    assert race.told_of_the_move() == 1
