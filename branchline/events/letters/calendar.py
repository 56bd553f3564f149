"""A date in a calendar file, for the attachment of a message and for the feeds.

The UID of a date never changes and its SEQUENCE only rises, so that a calendar takes a change or a
cancellation over instead of showing the date twice. Times carry Europe/London, so a clock change between
today and the date moves nothing. A file says when its dates changed, not when it was made: the same dates
make the same file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from branchline.core import ical

UID_DOMAIN = "events.branchline"
"""Part of every UID ever given out: it stays, whatever the address of the installation."""


@dataclass(frozen=True)
class Entry:
    """One date as a calendar shows it, or a series: then `rule`, and the starts in `without` are left out.

    `instead_of` is the start that the series' rule gives for this date: it is changed, or called off.
    """

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
    categories: tuple[str, ...] = ()
    rule: str = ""
    without: tuple[datetime, ...] = ()
    instead_of: datetime | None = None


def calendar_file(entries: Iterable[Entry], *, name: str = "", method: str = "PUBLISH") -> bytes:
    """The file. `method` is CANCEL when the whole message is about something called off (RFC 5546)."""
    return ical.calendar(map(_lines, entries), name=name, method=method)


def uid(public_id: str) -> str:
    """For ever the same for one date, or one series."""
    return f"{public_id}@{UID_DOMAIN}"


def _lines(entry: Entry) -> list[str]:
    said = {"language": entry.language}
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(entry.public_id)}",
        f"DTSTAMP:{ical.moment(entry.changed_at)}",
        f"LAST-MODIFIED:{ical.moment(entry.changed_at)}",
        f"SEQUENCE:{entry.sequence}",
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        ical.wall("DTSTART", entry.starts_at),
        ical.wall("DTEND", entry.ends_at),
        ical.line("SUMMARY", ical.text(entry.title), **said),
        ical.line("LOCATION", ical.text(entry.place)),
        ical.line("DESCRIPTION", ical.text(entry.description), **said),
        f"URL:{entry.address}",
        "CLASS:PUBLIC",
        ical.line("ORGANIZER", f"mailto:{settings.DEFAULT_FROM_EMAIL}", cn=entry.organiser),
    ]
    if entry.rule:
        lines.append(f"RRULE:{entry.rule}")
    if entry.without:
        lines.append(ical.wall("EXDATE", entry.without))
    if entry.instead_of:
        lines.append(ical.wall("RECURRENCE-ID", entry.instead_of))
    if entry.position:
        lines.append("GEO:{:.5f};{:.5f}".format(*entry.position))
    if entry.categories:
        lines.append(f"CATEGORIES:{','.join(map(ical.text, entry.categories))}")
    lines.append("END:VEVENT")
    return lines
