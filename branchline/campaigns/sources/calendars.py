"""iCalendar (RFC 5545) of another system: its dates within a span of days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from branchline.core.clock import LONDON

from .days import MOST_DAYS, Moment, day_of, last_day, when
from .found import CannotRead, Found, Reading, plain, web_address
from .repeating import Repeats

MOST_EVENTS = 5_000


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
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    end = _end(event, first)
    alone = "RECURRENCE-ID" in event
    for start in [first] if alone else _starts(event, first, begins - _days(first, end), until):
        if not alone and (_uid(event), _key(start)) in changed:
            continue
        starts_at, ends_at, all_day = when(_at(start), _moved(end, first, start))
        found = Found(
            # One date of a series keeps its name when it moves.
            uid=plain(f"{_uid(event)} {_replaces(event) or _key(start)}", 255),
            title=plain(event.get("SUMMARY", "")),
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=all_day,
            address=web_address(event.get("URL", "")),
            place=plain(event.get("LOCATION", "")),
            online="://" in str(event.get("LOCATION", "")),
        )
        reading.take(found, begins, until)


def _starts(event: Any, first: Moment, begins: datetime, until: datetime) -> Iterator[Moment]:
    """Each start in the span, by the wall clock of the event's own place."""
    left_out = {_key(day.dt) for exdate in _all(event, "EXDATE") for day in exdate.dts}
    extra = [
        day.dt
        for rdate in _all(event, "RDATE")
        for day in rdate.dts
        if isinstance(day.dt, datetime) == isinstance(first, datetime)
    ]
    days: list[Moment] = [first, *extra[:366]]
    rule = event.get("RRULE")
    repeats = Repeats.read(rule if isinstance(rule, dict) else rule[0]) if rule else None
    if repeats:
        span = (begins - timedelta(days=1)).date(), (until + timedelta(days=1)).date()
        days = [*extra[:366]]
        if isinstance(first, datetime):
            fallen = repeats.days(first.date(), *span)
            days += [datetime.combine(day, first.timetz()) for day in fallen]
        else:
            days += repeats.days(first, *span)
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


def _end(event: Any, first: Moment) -> Moment | None:
    """The end of the first date: a moment, or its last day where either end is a day. None: not said."""
    if "DTEND" in event:
        end: Moment = event["DTEND"].dt
    elif "DURATION" in event:
        end = first + event["DURATION"].dt
    else:
        return None
    if isinstance(end, datetime):
        return _aware(end) if isinstance(first, datetime) else last_day(_aware(end))
    # A day as an end is no longer in it (RFC 5545, 3.6.1); some write the day itself.
    began = day_of(_at(first))
    return began if end == began else end - timedelta(days=1)


def _days(first: Moment, end: Moment | None) -> timedelta:
    """Whole days that the first date lasts: so long before the span another may begin and still be on."""
    lasts = day_of(_at(end)) - day_of(_at(first)) if end else timedelta()
    return max(timedelta(), min(lasts, MOST_DAYS))


def _moved(end: Moment | None, first: Moment, start: Moment) -> Moment | None:
    """The end of another date of the series: it lasts as long."""
    if end is None:
        return None
    if isinstance(end, datetime) and isinstance(first, datetime) and isinstance(start, datetime):
        return _aware(start) + (end - _aware(first))
    return end + (day_of(_at(start)) - day_of(_at(first)))


def _at(moment: Moment) -> Moment:
    return _aware(moment) if isinstance(moment, datetime) else moment


def _aware(moment: datetime) -> datetime:
    """In UTC; a time without a zone is London's."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
    return known.astimezone(UTC)


def _key(moment: Moment) -> str:
    return _aware(moment).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def _uid(event: Any) -> str:
    return plain(event.get("UID", "") or event.get("SUMMARY", ""), 200)
