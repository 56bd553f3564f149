"""Open or closed: midnight, clock changes, bank holidays, seasons, days that differ."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core.clock import LONDON, london
from branchline.core.words import said
from branchline.places.models import Stop
from branchline.places.opening import (
    Calendar,
    Differing,
    SeasonWeek,
    Span,
    bank_holiday,
    bank_holidays,
    merged,
    open_now,
)

NINE_TO_SEVEN = {
    day: (Span(time(9), time(17)), Span(time(17), time(19), False)) for day in range(5)
}
WEEK = Calendar(NINE_TO_SEVEN, nation="england", closed_on_bank_holidays=True)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (london(2026, 11, 26, 10), "Open now, closes 7pm"),  # a Thursday
        (london(2026, 11, 26, 17), "Open now, closes 7pm"),  # staffed or not
        (london(2026, 11, 26, 8, 59), "Closed now, opens 9am"),
        (london(2026, 11, 26, 19), "Closed now, opens tomorrow 9am"),
        (london(2026, 11, 26, 23, 59), "Closed now, opens tomorrow 9am"),
        (london(2026, 11, 27, 0, 0), "Closed now, opens 9am"),
        (london(2026, 11, 27, 19), "Closed now, opens Monday 9am"),
        (london(2026, 11, 28, 12), "Closed today, opens Monday 9am"),
        (
            london(2026, 12, 25, 12),
            "Closed today, opens Tuesday 9am",
        ),  # Boxing Day moves to Monday 28
        (
            london(2027, 3, 28, 12),
            "Closed today, opens Tuesday 9am",
        ),  # clocks change; Easter Monday
        (london(2026, 10, 25, 23), "Closed today, opens tomorrow 9am"),
    ],
)
def test_what_the_door_says(now: datetime, words: str) -> None:
    state = open_now(WEEK, now)
    assert state is not None
    assert state.words == words


def test_nothing_is_said_where_nobody_has_entered_times() -> None:
    assert open_now(Calendar(), london(2026, 11, 26)) is None


def test_a_day_that_staff_announced_comes_before_a_bank_holiday_and_a_season() -> None:
    boxing = date(2026, 12, 28)
    open_anyway = Differing(boxing, boxing, Span(time(11), time(13)), said("Warm space"))
    summer = SeasonWeek(
        date(2026, 7, 1), date(2026, 8, 31), said("Summer"), {6: (Span(time(11), time(15)),)}
    )
    calendar = Calendar(NINE_TO_SEVEN, [summer], [open_anyway], "england", True)
    announced = calendar.day(boxing)
    assert announced is not None
    assert announced.spans == (Span(time(11), time(13)),)
    late_august = calendar.day(date(2026, 8, 31))  # a bank holiday within the season
    assert late_august is not None
    assert not late_august.spans
    sunday, monday = calendar.day(date(2026, 7, 5)), calendar.day(date(2026, 7, 6))
    assert sunday is not None
    assert monday is not None
    assert sunday.spans
    assert not monday.spans


def test_bank_holidays_are_those_of_the_nation() -> None:
    andrew, patrick, easter = date(2026, 11, 30), date(2026, 3, 17), date(2027, 3, 29)
    assert bank_holiday("scotland", andrew) is not None
    assert bank_holiday("england", andrew) is None
    assert bank_holiday("northern_ireland", patrick) is not None
    assert bank_holiday("wales", patrick) is None
    assert bank_holiday("wales", easter) is not None
    assert bank_holiday("scotland", easter) is None
    assert bank_holiday("", easter) is None
    christmas, new_year = date(2026, 12, 25), date(2027, 1, 1)
    days = bank_holidays("wales", first=christmas, last=new_year)
    assert days == {christmas, date(2026, 12, 26), date(2026, 12, 28), new_year}


def test_where_nobody_has_said_what_happens_on_a_bank_holiday_people_are_asked_to_check() -> None:
    day = date(2027, 3, 29)
    unsaid = Calendar(NINE_TO_SEVEN, nation="england")
    assert unsaid.ask_first(day) is not None
    assert WEEK.ask_first(day) is None
    announced = Calendar(NINE_TO_SEVEN, (), [Differing(day, day, None)], "england")
    assert announced.ask_first(day) is None


def test_a_library_that_closes_for_good_is_shut_from_that_day_on() -> None:
    calendar = Calendar(NINE_TO_SEVEN, closed_for_good=date(2026, 11, 27))
    state = open_now(calendar, london(2026, 11, 26, 20))
    assert state is not None
    assert state.words == "Closed for now"


minutes = st.integers(0, 24 * 60 - 1)
spans = (
    st.sets(minutes, min_size=2, max_size=2)
    .map(sorted)
    .map(lambda pair: Span(time(pair[0] // 60, pair[0] % 60), time(pair[1] // 60, pair[1] % 60)))
)
weeks = st.dictionaries(st.integers(0, 6), st.lists(spans, max_size=2).map(tuple), max_size=5)
moments = st.integers(0, 320_000).map(lambda n: london(2026, 3, 20) + timedelta(minutes=n))


@given(week=weeks, now=moments)
def test_open_means_that_the_clock_on_the_wall_is_within_a_span(week: dict, now: datetime) -> None:
    state = open_now(Calendar(week), now)
    wall = now.astimezone(LONDON)
    within = any(s.opens <= wall.time() < s.closes for s in week.get(wall.weekday(), ()))
    assert state is not None
    # In the hour that comes twice in October a wall clock can't tell; a library is not open then.
    if wall.date() not in {date(2026, 3, 29), date(2026, 10, 25)}:
        assert state.open == within
    if state.changes is not None:
        assert state.changes > now


@given(week=weeks, now=moments)
def test_when_the_next_change_has_come_the_state_has_changed(week: dict, now: datetime) -> None:
    calendar = Calendar(week)
    state = open_now(calendar, now)
    if state is None or state.changes is None:
        return
    after = open_now(calendar, state.changes)
    assert after is not None
    # One that closes at midnight's last minute and opens at once is the only one that stays.
    assert after.open != state.open


@given(st.lists(spans, max_size=5))
def test_merged_spans_never_touch_and_cover_the_same_minutes(given_spans: list[Span]) -> None:
    joined = merged(given_spans)
    assert all(a[1] < b[0] for a, b in pairwise(joined))
    for probe in [t for s in given_spans for t in (s.opens, s.closes)]:
        assert any(s.opens <= probe < s.closes for s in given_spans) == any(
            a <= probe < b for a, b in joined
        )


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    every=st.integers(1, 8),
    ahead=st.integers(-800, 800),
)
def test_a_stop_comes_every_so_many_weeks_and_never_before_its_first_day(
    first: date, every: int, ahead: int
) -> None:
    stop = Stop(first_day=first, every_weeks=every)
    start = first + timedelta(days=ahead)
    days = list(stop.days(from_day=start, until=start + timedelta(days=60)))
    assert all(start <= d <= start + timedelta(days=60) for d in days)
    assert all((d - first).days % (7 * every) == 0 and d >= first for d in days)
    expected = [
        d
        for d in (start + timedelta(days=n) for n in range(61))
        if d >= first and (d - first).days % (7 * every) == 0
    ]
    assert days == expected
