"""A weekly series: the right days, and the same time on the wall all year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core.clock import LONDON
from branchline.events.models import MOST_DATES, Timing

DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))


def weekly(first: date, last: date, **more: object) -> Timing:
    """10:30 to 11:15."""
    given_: dict[str, object] = {"every_weeks": 1, **more}
    return Timing(first_day=first, starts=time(10, 30), ends=time(11, 15), last_day=last, **given_)  # type: ignore[arg-type]


def test_a_series_keeps_its_wall_time_when_the_clocks_go_back() -> None:
    spans = list(weekly(date(2026, 10, 20), date(2026, 11, 3)).spans())
    assert [start for start, _ in spans] == [
        datetime(2026, 10, 20, 9, 30, tzinfo=UTC),
        datetime(2026, 10, 27, 10, 30, tzinfo=UTC),
        datetime(2026, 11, 3, 10, 30, tzinfo=UTC),
    ]


def test_skipped_days_are_left_out_and_the_last_day_counts() -> None:
    timing = weekly(date(2026, 12, 18), date(2027, 1, 8), skipped=frozenset({date(2026, 12, 25)}))
    assert list(timing.days()) == [date(2026, 12, 18), date(2027, 1, 1), date(2027, 1, 8)]


def test_a_one_off_has_one_date() -> None:
    timing = Timing(date(2026, 6, 1), time(10), time(11))
    assert list(timing.days()) == [date(2026, 6, 1)]


@pytest.mark.parametrize("last", [None, date(2026, 5, 31)])
def test_a_series_that_ends_before_it_begins_has_no_dates(last: date | None) -> None:
    assert list(Timing(date(2026, 6, 1), time(10), time(11), 1, last).days()) == []


def test_a_slip_in_the_year_makes_a_few_dates_too_many_not_thousands() -> None:
    assert len(list(weekly(date(2026, 6, 1), date(2926, 6, 1)).days())) == MOST_DATES + 1


@given(
    first=DAYS,
    weeks=st.integers(0, 100),
    every=st.integers(1, 8),
    starts=st.times(time(4), time(22)),
    skip=st.sets(st.integers(0, 100)),
)
def test_every_date_has_the_same_weekday_and_wall_time(
    first: date, weeks: int, every: int, starts: time, skip: set[int]
) -> None:
    starts = starts.replace(microsecond=0, fold=0)
    ends = starts.replace(hour=starts.hour + 1)
    last = first + timedelta(weeks=weeks)
    skipped = frozenset(first + timedelta(weeks=n) for n in skip)
    timing = Timing(first, starts, ends, every, last, skipped)
    days, spans = list(timing.days()), list(timing.spans())
    meant = [first + timedelta(weeks=n) for n in range(0, weeks + 1, every)]
    assert days == [day for day in meant if day not in skipped]
    for day, (start, end) in zip(days, spans, strict=True):
        wall = start.astimezone(LONDON)
        assert (wall.date(), wall.time()) == (day, starts)
        assert end.astimezone(LONDON).time() == ends
        assert start.tzinfo is UTC
        assert end - start == timedelta(hours=1)
