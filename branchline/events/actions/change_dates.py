"""Change the day, the times, the library, the room, the places or the access of one date, of it and all later ones, or of all to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.events.errors import (
    DateTaken,
    EndsBeforeItStarts,
    FewerThanBooked,
    HasStarted,
    InThePast,
    IsCancelled,
    NeedsACapacity,
    NoSuchTime,
    NotAtALibrary,
    TooFarAhead,
    TooLong,
)
from branchline.events.letters.places import place_in_each_language
from branchline.events.models import (
    LONGEST,
    OF_THE_EVENT,
    At,
    Event,
    Occurrence,
    Setting,
    WhichDates,
    at_wall,
)

from .fill_from_list import fill_from_list
from .plan import FARTHEST, check_branch
from .publish_listing import publish_listings
from .tell_changed import tell_changed

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class DateChange:
    """What becomes different; None stays. Other dates than the chosen one move by as many days."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    capacity: int | None = None
    access: tuple[str, ...] | None = None
    at: At | None = None


@dataclass(frozen=True)
class Changed:
    """How many dates have changed, how many people who booked or wait are told, and how many parties came off the
    waiting list."""

    dates: int
    told: int
    moved_up: int = 0


@action
def change_dates(
    *, occurrence: Occurrence, which: WhichDates, change: DateChange, by: Acting, now: datetime
) -> Changed:
    """Those who booked for a date whose day, time or place changes are told by their own route.

    Dates that have started or are cancelled stay. Refuses: HasStarted, IsCancelled; at its field
    EndsBeforeItStarts, TooLong, InThePast, TooFarAhead, NoSuchTime, DateTaken, FewerThanBooked, NeedsACapacity,
    NotAtALibrary, IsNotTheirBranch.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=occurrence.event_id)
    dates = list(
        _dates(event, occurrence, which, now=now).select_for_update(no_key=True, of=("self",))
    )
    for each in dates:
        each.event = event
    spans = _spans(event, occurrence, dates, change, now=now)
    moved = [d for d in dates if _moves(d, spans[d.pk], change)]
    # The last first when they go forward, so that no date lands on one that has yet to move.
    forward = any(spans[d.pk][0] > d.starts_at for d in moved)
    for each in sorted(dates, key=lambda d: d.starts_at, reverse=forward):
        _write(each, spans[each.pk], change, now=now)
    publish_listings(occurrence_ids=[d.pk for d in dates])
    moved_up = 0
    if change.capacity is not None:
        moved_up = sum(fill_from_list(each, by=by, now=now) for each in dates)
    if event.is_draft:
        return Changed(len(dates), 0)
    return Changed(len(dates), tell_changed(moved, by=by, now=now), moved_up)


def dates_after(
    *, occurrence: Occurrence, which: WhichDates, change: DateChange, now: datetime
) -> list[tuple[Span, At]]:
    """When and where the dates that would move would be, before anything is changed. Refuses what `change_dates` does."""
    event = occurrence.event
    dates = list(_dates(event, occurrence, which, now=now))
    spans = _spans(event, occurrence, dates, change, now=now)
    return [(spans[d.pk], change.at or d.at) for d in dates if _moves(d, spans[d.pk], change)]


def _moves(occurrence: Occurrence, span: Span, change: DateChange) -> bool:
    goes = change.at is not None and not change.at.is_same(occurrence.at)
    return goes or span != (occurrence.starts_at, occurrence.ends_at)


def _dates(
    event: Event, occurrence: Occurrence, which: WhichDates, *, now: datetime
) -> QuerySet[Occurrence]:
    """In the order of their numbers, as everywhere, so that two can't wait for each other."""
    rows = Occurrence.objects.all().with_event().filter(event=event, starts_at__gt=now)
    rows = rows.scheduled().order_by("pk")
    match which:
        case WhichDates.THIS:
            return rows.filter(pk=occurrence.pk)
        case WhichDates.LATER:
            return rows.filter(starts_at__gte=occurrence.starts_at)
        case WhichDates.ALL:
            return rows


def _spans(
    event: Event,
    occurrence: Occurrence,
    dates: Sequence[Occurrence],
    change: DateChange,
    *,
    now: datetime,
) -> dict[int, Span]:
    """When each would be, by its number, once it is seen that all of them can."""
    chosen = next((d for d in dates if d.pk == occurrence.pk), None)
    if chosen is None:
        raise IsCancelled if occurrence.is_cancelled else HasStarted
    by_days = (change.day or _day(chosen)) - _day(chosen)
    spans = {d.pk: _span(d, change, by_days) for d in dates}
    _check(spans[chosen.pk], change, chosen, now=now)
    _check_free(event, dates, spans)
    if change.at is not None:
        _check_at(event, change.at)
    return spans


def _day(occurrence: Occurrence) -> date:
    return in_london(occurrence.starts_at).date()


def _span(occurrence: Occurrence, change: DateChange, by_days: timedelta) -> Span:
    starts, ends = in_london(occurrence.starts_at), in_london(occurrence.ends_at)
    day = starts.date() + by_days
    return (
        at_wall(day, change.starts or starts.time()),
        at_wall(day, change.ends or ends.time()),
    )


def _check(span: Span, change: DateChange, chosen: Occurrence, *, now: datetime) -> None:
    starts, ends = span
    if ends <= starts:
        raise EndsBeforeItStarts
    if ends - starts > LONGEST:
        raise TooLong
    if starts <= now:
        raise InThePast
    if starts > now + FARTHEST:
        raise TooFarAhead
    wall = change.starts or in_london(chosen.starts_at).time()
    if in_london(starts).time() != wall:
        raise NoSuchTime
    if change.capacity is not None and (chosen.capacity is None or change.capacity < 1):
        raise NeedsACapacity


def _check_at(event: Event, at: At) -> None:
    """A date may be at another library where people meet at one."""
    if event.setting != Setting.IN_PERSON:
        raise NotAtALibrary
    check_branch(at.branch)


def _check_free(event: Event, dates: Sequence[Occurrence], spans: dict[int, Span]) -> None:
    """No two dates of an event at the same moment."""
    starts = [start for start, _end in spans.values()]
    others = Occurrence.objects.filter(event=event, starts_at__in=starts)
    if len(set(starts)) < len(starts) or others.exclude(pk__in=[d.pk for d in dates]).exists():
        raise DateTaken


def _write(occurrence: Occurrence, span: Span, change: DateChange, *, now: datetime) -> None:
    before = occurrence.starts_at, occurrence.ends_at
    if span != before:
        occurrence.moved_from, occurrence.moved_at = before[0], now
        occurrence.planned_at = occurrence.planned_at or before[0]
        occurrence.starts_at, occurrence.ends_at = span
    if change.at is not None and not change.at.is_same(occurrence.at):
        occurrence.was_at, occurrence.placed_at = place_in_each_language(occurrence), now
        occurrence.put_at(change.at)
    if change.capacity is not None:
        if change.capacity < occurrence.booked:
            raise FewerThanBooked(booked=occurrence.booked, starts_at=before[0])
        occurrence.capacity = change.capacity
    if change.access is not None:
        occurrence.access = [fact for fact in OF_THE_EVENT if fact in change.access]
    occurrence.version += 1
    occurrence.changed_at = now
    occurrence.save(
        update_fields=[
            "starts_at", "ends_at", "planned_at", "moved_from", "moved_at",
            "branch", "room", "was_at", "placed_at", "capacity", "access", "version", "changed_at",
        ]
    )  # fmt: skip
