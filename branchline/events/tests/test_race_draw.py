"""Staff draw early while the clock draws, or while somebody asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import (
    draw_early,
    draw_places,
    open_fairly,
)
from branchline.events.models import Occurrence
from branchline.events.queries import waiting_list
from branchline.messages.models import Message

from .conftest import DESK, NOW
from .races import PLACES, Race, house, race
from .waiting import checks, waits

__all__ = ["house", "race"]

pytestmark = pytest.mark.race


@pytest.fixture
def asking(race: Race) -> Race:
    """People ask for places by lot; fourteen want the ten."""
    with scope(race.places.service.pk):
        open_fairly(occurrence=race.date, hours=24, rules=[], by=DESK, now=NOW)
        date = Occurrence.objects.all().with_event().get(pk=race.date.pk)
        for n in range(7):
            waits(date, 2, name=f"Reader {n}")
    return race


def drawn_early(race: Race) -> Callable[[], object]:
    return lambda: draw_early(occurrence=race.date, because=said("Ill"), by=DESK, now=NOW)


def drawn_by_the_clock(race: Race) -> Callable[[], object]:
    later = NOW + timedelta(hours=24)
    return lambda: draw_places(occurrence=race.date, by=DESK, now=later)


@pytest.mark.parametrize(
    ("first", "second", "came_to"),
    [
        (drawn_early, drawn_by_the_clock, "done"),
        (drawn_by_the_clock, drawn_early, "DrawnAlready"),
        (drawn_early, drawn_early, "DrawnAlready"),
    ],
)
def test_staff_and_the_clock_draw_once(
    asking: Race,
    first: Callable[[Race], Callable[[], object]],
    second: Callable[[Race], Callable[[], object]],
    came_to: str,
) -> None:
    assert asking.while_open(first(asking), second(asking)) == came_to
    assert asking.adds_up() == (PLACES, 10)
    with scope(asking.places.service.pk):
        ids = asking.date.waiting_list.values("public_id")
        told = Message.objects.filter(letter="events.drawn", reference__in=ids)
        assert told.count() == 2
        checks(asking.date)


def test_whoever_asks_while_staff_draw_early_is_drawn_or_comes_after_all_who_were(
    asking: Race,
) -> None:
    def late() -> None:
        waits(Occurrence.objects.all().with_event().get(pk=asking.date.pk), 1, name="Late")

    assert asking.while_open(drawn_early(asking), late) == "done"
    with scope(asking.places.service.pk):
        (last,) = waiting_list(occurrence=asking.date)[-1:]
        assert last.waiting.name == "Late"
        checks(asking.date)
