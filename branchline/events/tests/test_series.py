"""A series: the days its rule gives everywhere, and the same time on the wall all year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core.clock import LONDON
from branchline.events.models import LAST, MOST_DATES, NTHS, NoSuchRule, Rule, Timing, nths_of

DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))


def days(text: str) -> list[date]:
    """ "1997-09-02 09 16": the 2nd, 9th and 16th of September; a new month begins with its number."""
    found: list[date] = []
    for word in text.split():
        if "-" in word:
            year, month, day = map(int, word.split("-"))
            found.append(date(year, month, day))
        else:
            found.append(found[-1].replace(day=int(word)))
    return found


# What libical's test of recurrences (src/test/icalrecur_test.txt, mostly the examples of RFC 5545, section
# 3.8.5.3) gives for the rules of our part. Where a rule there begins its week on Sunday, it changes nothing; an
# end at midnight there is the day before here, where the whole last day counts.
PUBLISHED = {
    "FREQ=MONTHLY;INTERVAL=1;BYDAY=1FR;COUNT=10": (
        "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01"
        " 1998-06-05"
    ),
    "FREQ=MONTHLY;INTERVAL=1;BYDAY=1FR;UNTIL=19971224": (
        "1997-09-05 1997-10-03 1997-11-07 1997-12-05"
    ),
    "FREQ=WEEKLY;INTERVAL=1;COUNT=10": "1997-09-02 09 16 23 30 1997-10-07 14 21 28 1997-11-04",
    "FREQ=WEEKLY;INTERVAL=1;UNTIL=19971224": (
        "1997-09-02 09 16 23 30 1997-10-07 14 21 28 1997-11-04 11 18 25 1997-12-02 09 16 23"
    ),
    "FREQ=WEEKLY;INTERVAL=2;COUNT=13": (
        "1997-09-02 16 30 1997-10-14 28 1997-11-11 25 1997-12-09 23 1998-01-06 20 1998-02-03 17"
    ),
    "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH;COUNT=10": (
        "1997-09-02 04 09 11 16 18 23 25 30 1997-10-02"
    ),
    "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH;UNTIL=19971006": (
        "1997-09-02 04 09 11 16 18 23 25 30 1997-10-02"
    ),
    "FREQ=WEEKLY;INTERVAL=4;BYDAY=SU;COUNT=4": "2015-03-22 2015-04-19 2015-05-17 2015-06-14",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=19971223": (
        "1997-09-01 03 05 15 17 19 29 1997-10-01 03 13 15 17 27 29 31 1997-11-10 12 14 24 26 28 1997-12-08 10 12"
        " 22"
    ),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8": "1997-09-02 04 16 18 30 1997-10-02 14 16",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4": "1997-08-05 10 19 24",
    "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=2": "2014-10-06 13",
}


@pytest.mark.parametrize("text", PUBLISHED)
def test_a_rule_gives_the_days_that_other_programs_give(text: str) -> None:
    meant = days(PUBLISHED[text])
    assert list(Rule.read(text).dates_from(meant[0])) == meant


RULES = st.one_of(
    st.builds(
        Rule,
        every=st.integers(1, 8),
        days=st.sets(st.integers(0, 6)).map(lambda d: tuple(sorted(d))),
        until=DAYS,
    ),
    st.builds(
        Rule,
        every=st.integers(1, 8),
        days=st.integers(0, 6).map(lambda d: (d,)),
        nth=st.sampled_from(NTHS),
        count=st.integers(1, 60),
    ),
)


@given(rule=RULES)
def test_a_rule_comes_back_from_its_text(rule: Rule) -> None:
    assert Rule.read(rule.text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=DAILY;INTERVAL=1", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=9", "FREQ=MONTHLY;INTERVAL=1",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=5TU", "FREQ=WEEKLY;INTERVAL=1;UNTIL=20261399", "FREQ=WEEKLY;INTERVAL=1\n",
        "FREQ=WEEKLY;INTERVAL=1;COUNT=0", "FREQ=WEEKLY;INTERVAL=1;BYDAY=2TU",
    ],
)  # fmt: skip
def test_what_lies_outside_our_part_is_no_rule(text: str) -> None:
    with pytest.raises(NoSuchRule):
        Rule.read(text)


@given(first=DAYS, rule=RULES)
def test_every_day_is_one_that_the_rule_names_and_the_first_is_its_own(
    first: date, rule: Rule
) -> None:
    found = list(rule.dates_from(first))
    assert found == sorted(set(found))
    for day in found:
        assert rule.falls_on(day) or not rule.days
        assert rule.until is None or day <= rule.until
    if found and rule.falls_on(first):
        assert found[0] == first


@given(day=DAYS)
def test_a_day_is_the_nth_of_its_month_or_the_last(day: date) -> None:
    same = [
        d
        for d in (day.replace(day=1) + timedelta(days=n) for n in range(31))
        if d.month == day.month and d.weekday() == day.weekday()
    ]
    assert (LAST in nths_of(day)) is (same[-1] == day)
    assert [n for n in nths_of(day) if n > 0] == [
        n for n, each in enumerate(same, 1) if each == day and n <= 4
    ]


def weekly(first: date, last: date, every: int = 1, **more: frozenset[date]) -> Timing:
    """10:30 to 11:15."""
    return Timing(first, time(10, 30), time(11, 15), Rule(every, until=last), **more)


def test_a_series_keeps_its_wall_time_when_the_clocks_go_back() -> None:
    spans = list(weekly(date(2026, 10, 20), date(2026, 11, 3)).spans())
    assert [start for start, _ in spans] == [
        datetime(2026, 10, 20, 9, 30, tzinfo=UTC),
        datetime(2026, 10, 27, 10, 30, tzinfo=UTC),
        datetime(2026, 11, 3, 10, 30, tzinfo=UTC),
    ]


def test_skipped_days_are_left_out_added_ones_come_in_order_and_the_last_day_counts() -> None:
    timing = weekly(
        date(2026, 12, 18),
        date(2027, 1, 8),
        skipped=frozenset({date(2026, 12, 25)}),
        extra=frozenset({date(2026, 12, 23), date(2027, 2, 1)}),
    )
    assert list(timing.days()) == [
        date(2026, 12, 18), date(2026, 12, 23), date(2027, 1, 1), date(2027, 1, 8), date(2027, 2, 1),
    ]  # fmt: skip


def test_a_one_off_has_one_date_and_a_list_of_days_those() -> None:
    june = date(2026, 6, 1)
    assert list(Timing(june, time(10), time(11)).days()) == [june]
    listed = Timing(june, time(10), time(11), extra=frozenset({date(2026, 6, 9)}))
    assert (list(listed.days()), listed.is_series) == ([june, date(2026, 6, 9)], True)


@pytest.mark.parametrize("last", [None, date(2026, 5, 31)])
def test_a_series_that_ends_before_it_begins_or_never_has_no_dates(last: date | None) -> None:
    assert list(Timing(date(2026, 6, 1), time(10), time(11), Rule(until=last)).days()) == []


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
    timing = Timing(first, starts, ends, Rule(every, until=last), skipped)
    days, spans = list(timing.days()), list(timing.spans())
    meant = [first + timedelta(weeks=n) for n in range(0, weeks + 1, every)]
    assert days == [day for day in meant if day not in skipped]
    for day, (start, end) in zip(days, spans, strict=True):
        wall = start.astimezone(LONDON)
        assert (wall.date(), wall.time()) == (day, starts)
        assert end.astimezone(LONDON).time() == ends
        assert start.tzinfo is UTC
        assert end - start == timedelta(hours=1)
