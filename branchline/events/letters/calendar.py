"""Calendar files (RFC 5545), for the attachment of a message and for the feeds.

The UID of a date never changes and its SEQUENCE only rises, so that a calendar takes a change or a
cancellation over instead of showing the date twice. Times carry Europe/London, so a clock change between
today and the date moves nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vGeo,
    vText,
)

from branchline.core.clock import in_london

MEDIA_TYPE = "text/calendar; charset=utf-8"
UID_DOMAIN = "events.branchline"
"""Part of every UID ever given out: it stays, whatever the address of the installation."""


@dataclass(frozen=True)
class Entry:
    """One date as a calendar shows it."""

    public_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int
    cancelled: bool
    place: str
    description: str
    address: str
    organiser: str
    position: tuple[float, float] | None = None
    language: str = "en"


def calendar_file(
    entries: Iterable[Entry], *, now: datetime, name: str = "", method: str = "PUBLISH"
) -> bytes:
    """The file. `method` is CANCEL when the whole message is about something called off (RFC 5546)."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Branchline//Events//EN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_london())
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def uid(public_id: str) -> str:
    """For ever the same for one date."""
    return f"{public_id}@{UID_DOMAIN}"


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    said = {"language": entry.language}
    event.add("uid", uid(entry.public_id))
    event.add("dtstamp", now)
    event.add("dtstart", in_london(entry.starts_at))
    event.add("dtend", in_london(entry.ends_at))
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", entry.title, parameters=said)
    event.add("location", entry.place)
    event.add("description", entry.description, parameters=said)
    event.add("url", entry.address)
    event.add("class", "PUBLIC")
    if entry.position:
        event.add("geo", vGeo(entry.position))
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organiser.params["cn"] = vText(entry.organiser)
    event.add("organizer", organiser)
    return event


def _london() -> Timezone:
    """The United Kingdom's rule since 1996 (the Summer Time Order 2002)."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    rules: tuple[tuple[Any, str, int, int, int, datetime], ...] = (
        (TimezoneDaylight, "BST", 0, 1, 3, datetime(1996, 3, 31, 1)),  # noqa: DTZ001 (wall time)
        (TimezoneStandard, "GMT", 1, 0, 10, datetime(1996, 10, 27, 2)),  # noqa: DTZ001
    )
    for kind, name, before, after, month, since in rules:
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", since)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
