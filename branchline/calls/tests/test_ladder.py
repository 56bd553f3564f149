"""What follows a call, by property: within the hours, never sooner than written, another part of the day, and shorter
only by somebody's own habit.
"""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from branchline.calls.ladder import (
    HEARD,
    MISSED,
    History,
    Hours,
    Ladder,
    Outcome,
    PartOfDay,
    after,
    is_unlike,
    rareness,
)
from branchline.core.clock import in_london, london

WEEKDAYS = frozenset(range(5))
OFFICE = Hours(WEEKDAYS, time(9, 30), time(17))
LONG = Hours(frozenset(range(7)), time(9), time(20))
MOMENTS = st.integers(0, 700 * 24 * 60).map(lambda m: london(2026, 1, 1) + timedelta(minutes=m))
HOURS = st.builds(
    Hours,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from([time(8), time(9, 30), time(12)]),
    st.sampled_from([time(13), time(17), time(20)]),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 2, 1)), max_size=5),
)
WAITS = st.lists(st.integers(1, 4 * 24 * 60), max_size=5).map(
    lambda minutes: tuple(timedelta(minutes=m) for m in minutes)
)


def step(outcome: Outcome, now: datetime, **other: object):  # type: ignore[no-untyped-def]
    given_ = {
        "ladder": Ladder((timedelta(days=1), timedelta(days=1))),
        "interval": timedelta(days=7),
        "hours": LONG,
        "history": History(),
        "silence": 0,
        "asked_for": None,
        "now": now,
    }
    return after(outcome, **{**given_, **other})  # type: ignore[arg-type]


@given(MOMENTS, HOURS)
def test_the_next_open_moment_is_open_and_none_before_it_is(now: datetime, hours: Hours) -> None:
    found = hours.next_open(now)
    assert found >= now
    assert hours.open_at(found)
    halfway = now + (found - now) / 2
    assert found == now or not hours.open_at(halfway) or halfway == found


@given(MOMENTS, HOURS, WAITS, st.integers(0, 6), st.sampled_from(sorted(MISSED)))
def test_no_answer_goes_down_the_written_ladder_and_not_faster(
    now: datetime, hours: Hours, waits: tuple[timedelta, ...], silence: int, outcome: Outcome
) -> None:
    found = step(outcome, now, hours=hours, ladder=Ladder(waits), silence=silence)
    assert found.silence == silence + 1
    assert not found.unlike
    assert found.handed_on == (silence + 1 > len(waits))
    if found.due_at is None:
        assert found.handed_on
    else:
        assert found.due_at >= now + waits[silence]
        assert hours.open_at(found.due_at)


@given(MOMENTS, st.integers(1, 3 * 24 * 60))
def test_they_are_tried_at_another_time_of_day(now: datetime, minutes: int) -> None:
    assume(LONG.open_at(now))
    found = step(Outcome.NO_ANSWER, now, ladder=Ladder((timedelta(minutes=minutes),)))
    assert PartOfDay.of(found.due_at) != PartOfDay.of(now)
    assert found.due_at - now < timedelta(minutes=minutes) + timedelta(days=1)


@given(MOMENTS, st.sampled_from(sorted(HEARD - {Outcome.NO_MORE})), st.integers(0, 9))
def test_whoever_was_heard_is_silent_no_longer(
    now: datetime, outcome: Outcome, silence: int
) -> None:
    found = step(outcome, now, silence=silence)
    assert (found.silence, found.handed_on) == (0, False)
    assert LONG.open_at(found.due_at)
    assert found.due_at >= now + timedelta(days=7)


@given(MOMENTS, st.integers(0, 9))
def test_a_busy_line_is_no_sign_of_them(now: datetime, silence: int) -> None:
    found = step(Outcome.BUSY, now, silence=silence)
    assert (found.silence, found.handed_on) == (silence, False)
    assert timedelta(minutes=20) <= found.due_at - now


@pytest.mark.parametrize("outcome", [Outcome.WRONG_NUMBER, Outcome.NO_MORE, Outcome.HAS_DIED])
def test_nobody_is_rung_again_by_itself_after_these(outcome: Outcome) -> None:
    found = step(outcome, london(2026, 9, 1, 10), asked_for=london(2026, 9, 2, 10))
    assert found.due_at is None
    assert not found.handed_on


@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 12))
def test_a_silence_grows_rarer_with_its_length_and_with_the_habit(
    answered: int, missed: int, silence: int
) -> None:
    habit = History(answered, answered + missed)
    assert 0 < rareness(habit, silence) < rareness(habit, silence - 1) <= 1
    more = History(answered + 1, answered + 1 + missed)
    assert rareness(more, silence) < rareness(habit, silence)


@given(WAITS, st.integers(0, 12), st.integers(0, 6), st.integers(0, 6), st.floats(0.001, 0.5))
def test_their_own_history_may_only_shorten_the_ladder(
    waits: tuple[timedelta, ...], answered: int, missed: int, silence: int, unlike: float
) -> None:
    now, habit = london(2026, 9, 1, 10), History(answered, answered + missed)
    written = step(Outcome.NO_ANSWER, now, ladder=Ladder(waits), silence=silence)
    own = step(Outcome.NO_ANSWER, now, ladder=Ladder(waits, unlike), silence=silence, history=habit)
    assert own.handed_on or not written.handed_on
    if own.unlike:
        assert own.handed_on
        assert not written.handed_on
    elif not own.handed_on:
        assert own == written


def test_it_is_not_like_her_not_to_answer() -> None:
    ladder = Ladder((timedelta(days=1),) * 5, unlike=0.02)
    answers_always, answers_half = History(11, 12), History(6, 12)
    assert [is_unlike(ladder, answers_always, n) for n in (1, 2, 3)] == [False, False, True]
    assert not any(is_unlike(ladder, answers_half, n) for n in range(1, 5))
    assert not any(is_unlike(ladder, History(3, 3), n) for n in range(1, 9))
    assert not is_unlike(Ladder((), 0), answers_always, 9)


def test_clock_changes_and_bank_holidays() -> None:
    # The clocks go back on Sunday 25 October 2026: ten on the wall is an hour later.
    saturday = london(2026, 10, 24, 10)
    found = step(Outcome.ANSWERED, saturday, interval=timedelta(days=1))
    assert found.due_at == saturday + timedelta(days=1)
    assert in_london(found.due_at).hour == 9
    early = step(Outcome.ANSWERED, london(2026, 10, 24, 9), interval=timedelta(days=1))
    assert in_london(early.due_at) == in_london(london(2026, 10, 25, 9))
    # Forward on Sunday 28 March 2027.
    assert OFFICE.next_open(london(2027, 3, 27, 12)) == london(2027, 3, 29, 9, 30)
    christmas = Hours(
        WEEKDAYS, time(9, 30), time(17), frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    )
    assert christmas.next_open(london(2026, 12, 24, 17)) == london(2026, 12, 29, 9, 30)


def test_friday_five_to_five_comes_back_on_monday() -> None:
    friday = london(2026, 9, 4, 16, 55)
    found = step(Outcome.NO_ANSWER, friday, hours=OFFICE)
    assert found.due_at == london(2026, 9, 7, 9, 30)
    asked = step(Outcome.SOMEONE_ELSE, friday, hours=OFFICE, asked_for=london(2026, 9, 8, 15))
    assert asked.due_at == london(2026, 9, 8, 15)
