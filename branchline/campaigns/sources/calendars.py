"""iCalendar (RFC 5545) of another system: its dates within a span of days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from branchline.core.clock import LONDON

from .found import CannotRead, Found, Reading, plain, web_address
from .repeating import Repeats

USUAL = timedelta(hours=1)
MOST_EVENTS = 5_000
Moment = datetime | date


def read_calendar(content: bytes, *, begins: datetime, until: datetime) -> Reading:
    """What lies between two moments. Raises `CannotRead` for what is no calendar."""
    try:
        events: list[Any] = list(Calendar.from_ical(content).walk("VEVENT"))[:MOST_EVENTS]
    except Exception as wrong:  # a parser of hostile text: whatever it stumbles over
        raise CannotRead("calendar") from wrong
    changed = {(_uid(event), _replaces(event)) for event in events}
    reading = Reading()
    for event in events:
        try:
            _read(event, changed, reading, begins, until)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            reading.left_out += 1
    return reading


def _read(
    event: Any, changed: set[tuple[str, str]], reading: Reading, begins: datetime, until: datetime
) -> None:
    first = event["DTSTART"].dt
    if not isinstance(first, datetime):
        reading.left_out += 1
        return
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    lasts = _length(event, first)
    alone = "RECURRENCE-ID" in event
    for start in [first] if alone else _starts(event, first, begins, until):
        if not alone and (_uid(event), _key(start)) in changed:
            continue
        found = Found(
            # One date of a series keeps its name when it moves.
            uid=plain(f"{_uid(event)} {_replaces(event) or _key(start)}", 255),
            title=plain(event.get("SUMMARY", "")),
            starts_at=_aware(start),
            ends_at=_aware(start) + lasts,
            address=web_address(event.get("URL", "")),
            place=plain(event.get("LOCATION", "")),
            online="://" in str(event.get("LOCATION", "")),
        )
        reading.take(found, begins, until)


def _starts(event: Any, first: datetime, begins: datetime, until: datetime) -> Iterator[datetime]:
    """Each start in the span, by the wall clock of the event's own place."""
    left_out = {_key(day.dt) for exdate in _all(event, "EXDATE") for day in exdate.dts}
    extra = [
        day.dt
        for rdate in _all(event, "RDATE")
        for day in rdate.dts
        if isinstance(day.dt, datetime)
    ]
    days: list[datetime] = [first, *extra[:366]]
    rule = event.get("RRULE")
    repeats = Repeats.read(rule if isinstance(rule, dict) else rule[0]) if rule else None
    if repeats:
        span = (begins - timedelta(days=1)).date(), (until + timedelta(days=1)).date()
        days = [*extra[:366]]
        days += [datetime.combine(day, first.timetz()) for day in repeats.days(first.date(), *span)]
    seen: set[str] = set()
    for start in days:
        key = _key(start)
        if key not in left_out and key not in seen:
            seen.add(key)
            yield start


def _replaces(event: Any) -> str:
    """Which date of a series this one stands for; nothing when it is no such thing, or says so badly."""
    try:
        return _key(event["RECURRENCE-ID"].dt)
    except (KeyError, AttributeError, TypeError, ValueError, OverflowError):
        return ""


def _all(event: Any, name: str) -> list[Any]:
    value = event.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _length(event: Any, first: datetime) -> timedelta:
    if "DTEND" in event:
        end: Moment = event["DTEND"].dt
        return _aware(end) - _aware(first) if isinstance(end, datetime) else USUAL
    if "DURATION" in event:
        lasts: timedelta = event["DURATION"].dt
        return lasts
    return USUAL


def _aware(moment: datetime) -> datetime:
    """In UTC; a time without a zone is London's."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
    return known.astimezone(UTC)


def _key(moment: Moment) -> str:
    return _aware(moment).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def _uid(event: Any) -> str:
    return plain(event.get("UID", "") or event.get("SUMMARY", ""), 200)
