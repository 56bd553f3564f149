"""Presses at the door at the same moment, on a database where commits are real: each counts once."""

from uuid import uuid4

import pytest

from branchline.core.acting import Acting, Channel
from branchline.core.offline import take_in
from branchline.core.operations import Noted
from branchline.core.permits import Holding, Reach, Role
from branchline.core.scoping import scope
from branchline.events.actions.attendance import WHO_CAME
from branchline.events.models import Attendance, Occurrence
from branchline.events.queries.counting import COUNTED

from .races import Race, house, race

__all__ = ["house", "race"]

pytestmark = pytest.mark.race


def presses(race: Race, press: str) -> str:
    """One adult more, by a form of that id: whether it was new."""
    date = Occurrence.objects.select_related("event", "branch").get(pk=race.date.pk)
    staff = (Holding(Role.BRANCH_STAFF, Reach(date.service_id)),)
    now = date.starts_at
    taken = take_in(
        log=WHO_CAME, thing=date, device="form", holdings=staff, by=Acting(channel=Channel.DESK),
        operations=[Noted(press, COUNTED, {"band": "adults", "by": 1}, now)], now=now,
    )  # fmt: skip
    return str(taken.answers[press])


@pytest.mark.parametrize("counted_before", [False, True])
def test_the_same_press_twice_at_once_counts_once_and_another_counts_too(
    race: Race, counted_before: bool
) -> None:
    if counted_before:
        race.alone(lambda: presses(race, str(uuid4())))
    answers: list[str] = []
    same = str(uuid4())

    def press() -> None:
        answers.append(presses(race, same))

    assert race.while_open(press, press) == "done"
    assert answers == ["kept", "known"]
    assert race.while_open(press, lambda: presses(race, str(uuid4()))) == "done"
    one, other = str(uuid4()), str(uuid4())
    assert race.while_open(lambda: presses(race, one), lambda: presses(race, other)) == "done"
    with scope(race.places.service.pk):
        kept = Attendance.objects.get(occurrence=race.date)
    assert (kept.adults, kept.people) == (4 + counted_before, 4 + counted_before)
