"""What has no hour: told by its days everywhere, never as midnight."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from branchline.campaigns.models import Entry, FedEvent, Joining
from branchline.campaigns.sources import Found, read_calendar, read_page
from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.scoping import scope

from .conftest import NOW, Country
from .feeding import look, name
from .other_system import BEGINS, UNTIL, OtherSystem, calendar, event, page, thing
from .test_pages import lead_of, shown

PAGE = "/campaigns/libraries-week"
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Friends of the library
X-WR-TIMEZONE:Europe/London
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261006
DTEND;VALUE=DATE:20261007
DTSTAMP:20260901T101010Z
UID:1a2b3c4d5e@google.test
CREATED:20260901T101010Z
SUMMARY:Plant sale
LOCATION:Sale Library
SEQUENCE:0
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261003
DTEND;VALUE=DATE:20261009
DTSTAMP:20260901T101010Z
UID:6f7g8h@google.test
SUMMARY:Quilts of the town
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16011028T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:-0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:-0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID="GMT Standard Time":20261007T000000
DTEND;TZID="GMT Standard Time":20261008T000000
DTSTAMP:20260901T101010Z
UID:040000008200E00074C5B7101A82E008
SUMMARY:Open doors
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
"""
WORDPRESS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Arts Centre - ECPv6.3.0//NONSGML v1.0//EN
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261010
DTEND;VALUE=DATE:20261013
DTSTAMP:20260901T101010Z
UID:4711-1791590400-1791849599@arts.test
SUMMARY:Zine weekend
URL:https://arts.test/event/zine-weekend/
END:VEVENT
END:VCALENDAR
"""


def told(found: list[Found]) -> list[str]:
    return [
        f"{one.title} {in_london(one.starts_at):%d %H:%M}–{in_london(one.ends_at):%d %H:%M}"
        f"{' by its days' if one.all_day else ''}"
        for one in found
    ]


def of_calendar(content: str | bytes) -> list[str]:
    raw = content.replace("\n", "\r\n").encode() if isinstance(content, str) else content
    return told(read_calendar(raw, begins=BEGINS, until=UNTIL).found)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            GOOGLE,
            [
                "Plant sale 06 00:00–07 00:00 by its days",
                "Quilts of the town 03 00:00–09 00:00 by its days",
            ],
        ),
        (OUTLOOK, ["Open doors 07 00:00–08 00:00 by its days"]),
        (WORDPRESS, ["Zine weekend 10 00:00–13 00:00 by its days"]),
    ],
    ids=["Google", "Outlook", "WordPress"],
)
def test_days_as_calendars_in_use_write_them(content: str, found: list[str]) -> None:
    assert of_calendar(content) == found


def day(start: str, **more: str) -> str:
    said = {"DTSTART;VALUE=DATE": start, "UID": "d", "SUMMARY": "Day", **more}
    lines = [f"{key}:{value}" for key, value in said.items()]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (day("20261006"), ["06–07"]),
        (day("20261006", **{"DTEND;VALUE=DATE": "20261006"}), ["06–07"]),
        (day("20261006", DURATION="P3D"), ["06–09"]),
        (day("20261002", **{"DTEND;VALUE=DATE": "20261005"}), []),
        (day("20261006", **{"DTEND;VALUE=DATE": "20261003"}), []),
        (day("20260101", **{"DTEND;VALUE=DATE": "20261231"}), []),
        (day("20260904", RRULE="FREQ=WEEKLY", DURATION="P4D"), ["02–06", "09–13"]),
        (
            day("20261005", RRULE="FREQ=DAILY;COUNT=3", **{"EXDATE;VALUE=DATE": "20261006"}),
            ["05–06", "07–08"],
        ),
        (day("20261005", **{"RDATE;VALUE=DATE": "20261009"}), ["05–06", "09–10"]),
        (event("Day", start="20261006T200000", DURATION="PT20H"), ["06–08"]),
        (event("Day", start="20261006T000000"), ["06–07"]),
    ],
)
def test_days_in_every_way_that_a_calendar_may_write_them(written: str, found: list[str]) -> None:
    several = of_calendar(calendar(written))
    assert [one.split(" ", 1)[1] for one in several] == [
        f"{span[:2]} 00:00–{span[3:]} 00:00 by its days" for span in found
    ]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"startDate": "2026-10-06"}, "06 00:00–07 00:00 by its days"),
        (
            {"startDate": "2026-10-05", "endDate": "2026-10-09"},
            "05 00:00–10 00:00 by its days",
        ),
        (
            {"startDate": "2026-10-06T00:00:00+01:00", "endDate": "2026-10-06T23:59:59+01:00"},
            "06 00:00–07 00:00 by its days",
        ),
        ({"startDate": "2026-10-06T19:00", "endDate": "2026-10-06"}, "06 19:00–06 20:00"),
    ],
)
def test_days_as_pages_write_them(facts: dict[str, str], found: str) -> None:
    reading = read_page(
        page(thing(**facts)), address="https://arts.test/on", begins=BEGINS, until=UNTIL
    )
    assert told(reading.found) == [f"Talk {found}"]


@pytest.fixture
def fed(joined: Joining, other: OtherSystem) -> Iterator[Joining]:
    """Monday to Friday, all of Tuesday, and a coffee at half past ten."""
    week = day("20261005", UID="w", SUMMARY="Quilts", **{"DTEND;VALUE=DATE": "20261010"})
    tuesday = day("20261006", UID="t", SUMMARY="Plant sale")
    source = name(joined, other.say("/a.ics", calendar(week, tuesday, event("Coffee"))))
    assert look(joined, source) == ["Coffee", "Plant sale", "Quilts"]
    yield joined


def test_the_campaign_s_page_says_the_days_and_no_midnight(fed: Joining) -> None:
    html = Client().get(f"{PAGE}?all=1").content.decode()
    assert "Monday 5 to Friday 9 October" in html
    assert html.count("All day") >= 1
    assert "midnight" not in html
    assert "Dydd Llun 5 – Dydd Gwener 9 Hydref" in Client().get(f"/cy{PAGE}?all=1").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (5, ["Quilts"]),
        (6, ["Quilts", "Plant sale", "Coffee"]),
        (9, ["Quilts"]),
        (10, []),
    ],
)
def test_a_day_finds_what_is_on_then_since_days(fed: Joining, asked: int, found: Any) -> None:
    html = Client().get(f"{PAGE}?day=2026-10-{asked:02}").content.decode()
    assert shown(html) == found
    with clock.at(NOW.replace(day=asked)):
        counts = Client().get(f"{PAGE}/counts").content.decode()
    today = re.search(r'bl-figure">(\d+)<[^\n]*on today', counts)
    assert int(today[1] if today else 0) == len(found)


def test_staff_see_its_days_and_take_a_poster_that_says_them(
    fed: Joining, country: Country
) -> None:
    client = lead_of(country.alice)
    html = client.get("/alice/desk/campaigns/libraries-week/sources").content.decode()
    assert "Monday 5 to Friday 9 October" in html
    assert "Tue 6 Oct, all day" in html
    assert "midnight" not in html
    quilts = Entry.objects.get(title__en="Quilts").event_public_id
    address = f"/alice/desk/campaigns/libraries-week/events/{quilts}/en-poster.pdf"
    text = PdfReader(BytesIO(client.get(address).content)).pages[0].extract_text()
    assert "Monday 5 to Friday 9 October" in " ".join(text.split())


def test_what_began_before_the_campaign_is_in_it_and_what_is_over_is_not(
    joined: Joining, other: OtherSystem
) -> None:
    long = day("20260928", SUMMARY="Exhibition", **{"DTEND;VALUE=DATE": "20261007"})
    address = other.say("/a.ics", calendar(long))
    source = name(joined, address)
    assert look(joined, source) == ["Exhibition"]
    entry = Entry.objects.get()
    assert (entry.all_day, entry.ends_at - entry.starts_at) == (True, timedelta(days=9))
    other.say("/a.ics", calendar(day("20260928", SUMMARY="Exhibition", DURATION="P7D")))
    assert look(joined, source) == []
    with scope(joined.service_id):
        assert not FedEvent.objects.exists()
