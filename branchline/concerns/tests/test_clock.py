"""The clock of a concern: working minutes, closings, weekends, bank holidays, Sundays on which clocks change."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.concerns.opening import Office, Step, clock_of
from branchline.core.clock import in_london, london

OFFICE = Office(nation="england")
EVERY_DAY = Office(frozenset(range(7)), time(0), time(23, 59), "england", True)
AN_HOUR = timedelta(hours=1)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1)).map(  # noqa: DTZ001
    lambda d: london(d.year, d.month, d.day, d.hour, d.minute)
)
lengths = st.integers(0, 60 * 40).map(lambda minutes: timedelta(minutes=minutes))
offices = st.builds(
    Office,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 11).map(time),
    st.integers(12, 23).map(time),
    st.sampled_from(["england", "scotland", "wales", "northern_ireland"]),
    st.booleans(),
)


@given(offices, moments, lengths)
def test_after_and_between_are_each_others_inverse(
    office: Office, since: datetime, length: timedelta
) -> None:
    until = office.after(since, length)
    assert office.between(since, until) == length
    assert until >= since


@given(offices, moments, lengths, lengths)
def test_more_time_is_never_sooner(
    office: Office, since: datetime, one: timedelta, more: timedelta
) -> None:
    assert office.after(since, one) <= office.after(since, one + more)


@given(offices, moments, st.booleans())
def test_no_step_waits_past_closing_and_none_comes_before_the_one_below(
    office: Office, since: datetime, danger: bool
) -> None:
    clock = clock_of(since=since, danger=danger, office=office)
    told = [moment for _step, moment in clock.steps]
    assert [step for step, _moment in clock.steps] == list(Step)
    assert told == sorted(told)
    assert told[0] == since
    assert told[-1] <= (office.closing(since) or since)
    assert since <= clock.acknowledge_by <= clock.decide_by


@pytest.mark.parametrize(
    ("raised", "deputy", "duty", "acknowledge", "decide"),
    [
        ((2026, 11, 25, 10), (2026, 11, 25, 11), (2026, 11, 25, 12), (2026, 11, 25, 11), (2026, 11, 25, 17)),
        ((2026, 11, 25, 15, 30), (2026, 11, 25, 16, 30), (2026, 11, 25, 17), (2026, 11, 25, 16, 30), (2026, 11, 25, 17)),
        # Friday 16:55: the deputy hears with the lead, the duty number at closing; not on Monday.
        ((2026, 11, 27, 16, 55), (2026, 11, 27, 16, 55), (2026, 11, 27, 17), (2026, 11, 30, 9, 55), (2026, 11, 30, 17)),
        # Saturday night: all at once.
        ((2026, 11, 28, 23), (2026, 11, 28, 23), (2026, 11, 28, 23), (2026, 11, 30, 10), (2026, 11, 30, 17)),
        # Maundy Thursday: Good Friday and Easter Monday are no working days.
        ((2027, 3, 25, 16, 30), (2027, 3, 25, 16, 30), (2027, 3, 25, 17), (2027, 3, 30, 9, 30), (2027, 3, 30, 17)),
    ],
)  # fmt: skip
def test_who_hears_when(
    raised: tuple[int, ...], deputy: tuple[int, ...], duty: tuple[int, ...],
    acknowledge: tuple[int, ...], decide: tuple[int, ...],
) -> None:  # fmt: skip
    clock = clock_of(since=london(*raised), danger=False, office=OFFICE)
    assert [moment for _step, moment in clock.steps] == [
        london(*raised), london(*deputy), london(*duty)
    ]  # fmt: skip
    assert clock.acknowledge_by == london(*acknowledge)
    assert clock.decide_by == london(*decide)


def test_danger_goes_by_the_clock_on_the_wall() -> None:
    by_day = clock_of(since=london(2026, 11, 25, 10), danger=True, office=OFFICE)
    assert [in_london(moment).minute for _step, moment in by_day.steps] == [0, 5, 10]
    assert by_day.decide_by == london(2026, 11, 25, 11)
    night = london(2026, 11, 28, 3)
    assert {
        moment for _step, moment in clock_of(since=night, danger=True, office=OFFICE).steps
    } == {night}
    # Two minutes before closing nobody waits until the office is empty.
    late = clock_of(since=london(2026, 11, 25, 16, 58), danger=True, office=OFFICE)
    assert late.steps[-1][1] == london(2026, 11, 25, 17)


@pytest.mark.parametrize(
    ("since", "hours"),
    [(london(2026, 3, 29), 24 - 1), (london(2026, 10, 25), 24 + 1), (london(2026, 10, 18), 24)],
    ids=["in March an hour is missing", "in October one comes twice", "an ordinary Sunday"],
)
def test_minutes_are_minutes_that_pass(since: datetime, hours: int) -> None:
    day = EVERY_DAY.between(since, since + timedelta(hours=30))
    closed_for = timedelta(minutes=1)
    first = EVERY_DAY.on(in_london(since).date())
    assert first is not None
    assert first[1] - first[0] == hours * AN_HOUR - closed_for
    assert day <= timedelta(hours=30)


def test_bank_holidays_differ_between_nations() -> None:
    st_andrews = london(2026, 11, 30, 10)
    assert OFFICE.is_open(st_andrews)
    assert not Office(nation="scotland").is_open(st_andrews)
    assert Office(nation="scotland", on_bank_holidays=True).is_open(st_andrews)
