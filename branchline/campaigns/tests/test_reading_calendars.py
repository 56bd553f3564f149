"""Calendars of other systems: what is understood of them, and what is not."""

import time

import pytest

from branchline.campaigns.sources import CannotRead, read_calendar
from branchline.core.clock import LONDON

from .other_system import BEGINS, UNTIL, calendar, event


def starts(content: bytes) -> list[str]:
    found = read_calendar(content, begins=BEGINS, until=UNTIL).found
    return sorted(f"{one.starts_at.astimezone(LONDON):%a %H:%M}" for one in found)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("", ["Tue 10:30"]),
        (
            "FREQ=DAILY",
            ["Fri 10:30", "Sat 10:30", "Sun 10:30", "Thu 10:30", "Tue 10:30", "Wed 10:30"],
        ),
        ("FREQ=WEEKLY;BYDAY=MO,SU", ["Sun 10:30"]),
        ("FREQ=DAILY;COUNT=2", ["Tue 10:30", "Wed 10:30"]),
        ("FREQ=DAILY;UNTIL=20261007T235959Z", ["Tue 10:30", "Wed 10:30"]),
        ("FREQ=MONTHLY;BYDAY=2FR", ["Fri 10:30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=10", ["Sat 10:30"]),
        ("FREQ=SECONDLY", ["Tue 10:30"]),
        ("FREQ=DAILY;BYHOUR=1,2,3", ["Tue 10:30"]),
    ],
)
def test_a_series_is_laid_out_within_the_days_and_what_is_not_known_is_one_date(
    rule: str, days: list[str]
) -> None:
    assert starts(calendar(event(RRULE=rule))) == days


def test_an_old_weekly_series_keeps_its_wall_time() -> None:
    old = event(start="20150106T103000", RRULE="FREQ=WEEKLY")
    assert starts(calendar(old)) == ["Tue 10:30"]


def test_exceptions_moves_and_cancelled_dates() -> None:
    series = event(
        uid="s",
        start="20261005T100000",
        RRULE="FREQ=DAILY",
        **{"EXDATE;TZID=Europe/London": "20261006T100000"},
    )
    moved = event(
        uid="s", start="20261007T150000", **{"RECURRENCE-ID;TZID=Europe/London": "20261007T100000"}
    )
    off = event(
        uid="s",
        start="20261008T100000",
        STATUS="CANCELLED",
        **{"RECURRENCE-ID;TZID=Europe/London": "20261008T100000"},
    )
    found = starts(calendar(series, moved, off))
    assert found == ["Fri 10:00", "Mon 10:00", "Sat 10:00", "Sun 10:00", "Wed 15:00"]


def test_no_rule_keeps_the_worker_busy() -> None:
    """Thousands of endless rules, each of which would be expanded for ever by a library that tries."""
    rules = (
        "FREQ=DAILY",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=1MO",
        "FREQ=DAILY;COUNT=999999999",
    )
    many = [event(uid=f"{n}", start="19000101T000000", RRULE=rules[n % 4]) for n in range(2_000)]
    began = time.process_time()
    read_calendar(calendar(*many), begins=BEGINS, until=UNTIL)
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>no calendar</html>",
        b"\x00\xff" * 500,
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" * 300,
    ],
    ids=["nothing", "html", "noise", "xml", "nested"],
)
def test_what_is_no_calendar_is_refused_in_one_way(content: bytes) -> None:
    try:
        assert read_calendar(content, begins=BEGINS, until=UNTIL).found == []
    except CannotRead as refused:
        assert refused.code == "calendar"


def test_odd_dates_are_left_out_and_counted() -> None:
    content = calendar(
        event("Exhibition", start="20261006T100000", DURATION="P300D"),
        "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20261006\r\nEND:VEVENT",
        event("Backwards", DTEND="20261006T090000"),
        event("Good"),
    )
    reading = read_calendar(content, begins=BEGINS, until=UNTIL)
    assert [one.title for one in reading.found] == ["Good"]
    assert reading.left_out == 3
