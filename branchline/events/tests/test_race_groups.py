"""A group is answered, taken back or called off while somebody else is about to do the same."""

from collections.abc import Callable
from typing import Any

import pytest

from branchline.core.scoping import scope
from branchline.events.actions import (
    approve_group,
    decline_group,
    withdraw_group,
)
from branchline.events.models import GroupRequest
from branchline.messages.models import Message

from .conftest import DESK, NOW, WEB
from .groups import asks
from .races import PLACES, Race, house, live_ones, race, written_by_hand

__all__ = ["house", "race"]

pytestmark = pytest.mark.race
Answer = Callable[[GroupRequest], Callable[[], object]]


def a_class(race: Race, **more: Any) -> GroupRequest:
    """Eight from a school ask; staff have not answered."""
    with scope(race.places.service.pk):
        return asks(race.date, 2, 6, by=DESK, **more)


def yes(asked: GroupRequest) -> Callable[[], object]:
    return lambda: approve_group(asked=asked, by=DESK, now=NOW)


def no(asked: GroupRequest) -> Callable[[], object]:
    return lambda: decline_group(asked=asked, words="No room", by=DESK, now=NOW)


def taken_back(asked: GroupRequest) -> Callable[[], object]:
    return lambda: withdraw_group(asked=asked, by=WEB, now=NOW)


def became(race: Race, asked: GroupRequest) -> tuple[str, int]:
    """(what became of the request, live bookings of the date)"""
    with scope(race.places.service.pk):
        return GroupRequest.objects.get(pk=asked.pk).state, live_ones(race)


def test_without_the_lock_two_who_say_yes_make_two_bookings(race: Race) -> None:
    asked = a_class(race)
    with scope(race.places.service.pk):
        seen = [GroupRequest.objects.get(pk=asked.pk).is_waiting for _staff in range(2)]
    for still_waiting in seen:
        assert still_waiting
        written_by_hand(race, 1)
    assert live_ones(race) == 2


@pytest.mark.parametrize(
    ("first", "second", "came_to", "state", "bookings"),
    [
        (yes, yes, "done", "approved", 1),
        (yes, no, "AlreadyAnswered", "approved", 1),
        (no, yes, "AlreadyAnswered", "declined", 0),
        (yes, taken_back, "done", "approved", 1),
        (taken_back, yes, "AlreadyAnswered", "withdrawn", 0),
    ],
)
def test_a_group_is_answered_once(
    race: Race, first: Answer, second: Answer, came_to: str, state: str, bookings: int
) -> None:
    asked = a_class(race)
    assert race.while_open(first(asked), second(asked)) == came_to
    assert became(race, asked) == (state, bookings)
    assert race.adds_up() == (PLACES, 8 * bookings)


def test_two_groups_never_get_the_same_last_places(race: Race) -> None:
    one, two = a_class(race), a_class(race, group_name="Class 5")
    assert race.while_open(yes(one), yes(two)) == "NoRoomForGroup"
    assert race.adds_up() == (PLACES, 8)


def test_a_yes_while_the_date_is_called_off_is_refused(
    race: Race,
) -> None:
    asked = a_class(race)
    assert race.while_open(race.is_called_off, yes(asked)) == "AlreadyAnswered"
    assert became(race, asked) == ("closed", 0)


def test_whoever_asks_just_before_the_date_is_called_off_hears_of_it(race: Race) -> None:
    made: list[str] = []

    def ask() -> None:
        made.append(asks(race.date, 2, 6, by=DESK).public_id)

    assert race.while_open(ask, race.is_called_off) == "done"
    with scope(race.places.service.pk):
        told = Message.objects.filter(reference=made[0])
        assert told.filter(letter="events.group_closed").count() == 1
