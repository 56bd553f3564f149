"""A series as people say it, in both languages' order of words."""

from datetime import date, time

import pytest

from branchline.core.clock import london
from branchline.events.models import Event, Occurrence, Rule, Timing
from branchline.events.parts import series_in_words, series_of

FIRST = date(2026, 10, 6)
UNTIL = date(2026, 12, 18)
OCTOBER = frozenset({date(2026, 10, 20)})


@pytest.mark.parametrize(
    ("rule", "more", "words"),
    [
        (None, {}, ""),
        (Rule(until=UNTIL), {}, "Every Tuesday until 18 December"),
        (
            Rule(2, until=UNTIL),
            {"skipped": OCTOBER},
            "Every second Tuesday until 18 December, not on 20 October",
        ),
        (Rule(1, (1, 3), count=6), {}, "Every Tuesday and Thursday 6 times"),
        (Rule(2, (1, 3), until=UNTIL), {}, "Every 2 weeks on Tuesday and Thursday until 18 December"),
        (Rule(days=(1,), nth=1, until=UNTIL), {}, "On the first Tuesday of each month until 18 December"),
        (Rule(3, (1,), nth=-1, count=2), {}, "On the last Tuesday, every 3 months 2 times"),
        (None, {"extra": OCTOBER}, "On 6 October and 20 October"),
        (Rule(until=UNTIL), {"extra": OCTOBER}, "Every Tuesday until 18 December, also on 20 October"),
    ],
)  # fmt: skip
def test_a_series_is_said_as_people_say_it(
    rule: Rule | None, more: dict[str, frozenset[date]], words: str
) -> None:
    assert series_in_words(Timing(FIRST, time(10), time(11), rule, **more)) == words


@pytest.mark.parametrize(
    ("day", "planned", "words"),
    [
        (13, None, "Every Tuesday until 18 December"),
        (13, 13, "Every Tuesday until 18 December"),
        (15, 13, "Moved from Tuesday 13 October. The plan for the series: Every Tuesday until 18 December"),
    ],
    ids=["as planned", "at another hour or back again", "on another day"],
)  # fmt: skip
def test_beside_a_date_that_was_moved_the_rule_is_said_to_be_the_plan(
    day: int, planned: int | None, words: str
) -> None:
    event = Event(
        first_day=FIRST, starts=time(10), ends=time(11), rule=Rule(until=UNTIL).text, skipped=[]
    )
    moved = Occurrence(
        event=event,
        starts_at=london(2026, 10, day, 0, 15),
        planned_at=None if planned is None else london(2026, 10, planned, 10),
    )
    assert series_of(moved) == words
