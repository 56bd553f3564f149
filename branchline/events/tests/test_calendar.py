"""Calendar files read back by an independent parser (the library's reader) as they were meant."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from branchline.events.letters.calendar import Entry, calendar_file, uid

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200)


def entry(**more: object) -> Entry:
    """A rhyme time on the Tuesday after the clocks go back."""
    facts: dict[str, object] = {
        "public_id": "k7mp2x9d4q",
        "title": "Rhyme time",
        "starts_at": datetime(2026, 10, 27, 10, 30, tzinfo=UTC),
        "ends_at": datetime(2026, 10, 27, 11, tzinfo=UTC),
        "changed_at": NOW,
        "sequence": 2,
        "cancelled": False,
        "place": "Sale Library, Sale, M33 7ZF",
        "description": "Songs; rhymes, and more\nStay and play",
        "address": "https://example.test/trafford/events/k7mp2x9d4q",
        "organiser": 'Trafford "Libraries"',
        "position": (53.42, -2.32),
        **more,
    }
    return Entry(**facts)  # type: ignore[arg-type]


def test_a_calendar_file_reads_back_as_it_was_meant() -> None:
    read = Calendar.from_ical(calendar_file([entry()], name="What’s on"))
    (event,) = read.walk("VEVENT")
    assert event["UID"] == uid("k7mp2x9d4q")
    assert event["SEQUENCE"] == 2
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Rhyme time"
    assert event["DESCRIPTION"] == "Songs; rhymes, and more\nStay and play"
    starts: Any = event["DTSTART"]
    assert starts.params["TZID"] == "Europe/London"
    assert starts.dt == datetime(2026, 10, 27, 10, 30, tzinfo=ZoneInfo("Europe/London"))
    assert read["METHOD"] == "PUBLISH"


def test_a_cancelled_date_says_so_under_the_same_uid() -> None:
    read = Calendar.from_ical(calendar_file([entry(cancelled=True, sequence=3)], method="CANCEL"))
    (event,) = read.walk("VEVENT")
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid("k7mp2x9d4q"), "CANCELLED", 3)
    assert read["METHOD"] == "CANCEL"


def test_the_time_zone_in_the_file_agrees_with_the_real_one_for_years() -> None:
    read = Calendar.from_ical(calendar_file([entry()]))
    zone: Any = read.walk("VTIMEZONE")[0]
    ours, real = zone.to_tz(), ZoneInfo("Europe/London")
    moment = datetime(2024, 1, 1, 12)  # noqa: DTZ001
    while moment.year < 2034:
        assert moment.replace(tzinfo=ours).utcoffset() == moment.replace(tzinfo=real).utcoffset(), (
            moment
        )
        moment += timedelta(days=1)


def test_lines_are_no_longer_than_75_octets() -> None:
    content = calendar_file([entry(title="Ŵ" * 300)])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@given(title=TEXT, description=TEXT, place=TEXT, organiser=TEXT)
def test_whatever_people_write_comes_back(
    title: str, description: str, place: str, organiser: str
) -> None:
    content = calendar_file(
        [entry(title=title, description=description, place=place, organiser=organiser)]
    )
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]) == (
        title,
        description,
        place,
    )
