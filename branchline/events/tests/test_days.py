"""Days as people write them, and what is left when a day is taken out of what was typed."""

from datetime import date

import pytest

from branchline.events.forms.days import named, offered, read_days, split_days

TUESDAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("typed", "code", "start", "count"),
    [
        ("today", "today", date(2026, 9, 1), 1),
        ("Tonight", "today", date(2026, 9, 1), 1),
        ("heddiw", "today", date(2026, 9, 1), 1),
        ("tomorrow", "tomorrow", date(2026, 9, 2), 1),
        ("this weekend", "weekend", date(2026, 9, 5), 2),
        ("y penwythnos", "weekend", date(2026, 9, 5), 2),
        ("thursday", "2026-09-03", date(2026, 9, 3), 1),
        ("Thurs", "2026-09-03", date(2026, 9, 3), 1),
        ("dydd Iau", "2026-09-03", date(2026, 9, 3), 1),
        ("on Tuesday", "2026-09-01", date(2026, 9, 1), 1),
        ("5 October", "2026-10-05", date(2026, 10, 5), 1),
        ("October 5th", "2026-10-05", date(2026, 10, 5), 1),
        ("5 Hydref", "2026-10-05", date(2026, 10, 5), 1),
        ("Monday 5 October 2026", "2026-10-05", date(2026, 10, 5), 1),
        ("5/10/2026", "2026-10-05", date(2026, 10, 5), 1),
        ("5.10.26", "2026-10-05", date(2026, 10, 5), 1),
        ("2026-10-05", "2026-10-05", date(2026, 10, 5), 1),
        ("14 Feb", "2027-02-14", date(2027, 2, 14), 1),
        ("25 August", "2026-08-25", date(2026, 8, 25), 1),
    ],
)
def test_a_day_is_understood(typed: str, code: str, start: date, count: int) -> None:
    days = read_days(typed, TUESDAY)
    assert days is not None
    assert (days.code, days.start, days.count) == (code, start, count)


@pytest.mark.parametrize(
    "typed", ["Sale", "March", "M33 7ZF", "31/2/2026", "", "99", "rhyme time", "0"]
)
def test_what_is_no_day_is_left_alone(typed: str) -> None:
    assert read_days(typed, TUESDAY) is None
    assert split_days(typed, TUESDAY) == (typed, None)


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("Sale on Thursday", "Sale"),
        ("thursday in sale", "sale"),
        ("Sale ddydd Iau", "Sale"),
        ("M33 7ZF tomorrow", "M33 7ZF"),
        ("rhyme time this weekend", "rhyme time"),
        ("Stoke on Trent friday", "Stoke on Trent"),
        ("Saturday 5 December Sale", "Sale"),
    ],
)
def test_a_place_and_a_day_together(typed: str, rest: str) -> None:
    left, days = split_days(typed, TUESDAY)
    assert left == rest
    assert days is not None


def test_on_a_sunday_the_weekend_is_what_is_left_of_it() -> None:
    sunday = date(2026, 9, 6)
    assert named("weekend", sunday).count == 1
    assert named("weekend", sunday).start == sunday


def test_the_days_of_a_week_are_offered_by_name() -> None:
    assert [days.words("en") for days in offered(TUESDAY)] == [
        "Today", "Tomorrow", "This weekend", "Thursday 3 September", "Friday 4 September",
        "Saturday 5 September", "Sunday 6 September", "Monday 7 September", "Tuesday 8 September",
        "Next 7 days", "Next 4 weeks",
    ]  # fmt: skip
