"""Change the day, the times, the places or the access of one date, of it and all later ones, or of all to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from branchline.core import ledger
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
    TooFarAhead,
    TooLong,
)
from branchline.events.letters import CHANGED, TERM
from branchline.events.measures import DATE_CHANGED
from branchline.events.models import (
    LONGEST,
    OF_THE_EVENT,
    Booking,
    Event,
    Occurrence,
    WhichDates,
    at_wall,
)

from .fill_from_list import fill_from_list
from .plan import FARTHEST
from .publish_listing import publish_listings
from .tell import tell
from .tell_the_line import tell_the_line


@dataclass(frozen=True)
class DateChange:
    """What becomes different; None stays. Other dates than the chosen one move by as many days."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    capacity: int | None = None
    access: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Changed:
    """How many dates have changed, and how many people who booked or wait are told."""

    dates: int
    told: int


@action
def change_dates(
    *, occurrence: Occurrence, which: WhichDates, change: DateChange, by: Acting, now: datetime
) -> Changed:
    """Those who booked for a date whose day or time changes are told by their own route.

    Dates that have started or are cancelled stay. Refuses: HasStarted, IsCancelled; at its field
    EndsBeforeItStarts, TooLong, InThePast, TooFarAhead, NoSuchTime, DateTaken, FewerThanBooked, NeedsACapacity.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=occurrence.event_id)
    dates = _locked(event, occurrence, which, now=now)
    chosen = next((d for d in dates if d.pk == occurrence.pk), None)
    if chosen is None:
        raise IsCancelled if occurrence.is_cancelled else HasStarted
    by_days = (change.day or _day(chosen)) - _day(chosen)
    spans = {d.pk: _span(d, change, by_days) for d in dates}
    moved = [d for d in dates if spans[d.pk] != (d.starts_at, d.ends_at)]
    _check(spans[chosen.pk], change, chosen, now=now)
    _check_free(event, dates, spans)
    # The last first when they go forward, so that no date lands on one that has yet to move.
    for each in sorted(
        dates, key=lambda d: d.starts_at, reverse=spans[chosen.pk][0] > chosen.starts_at
    ):
        _write(each, spans[each.pk], change, now=now)
    publish_listings(occurrence_ids=[d.pk for d in dates])
    if change.capacity is not None:
        for each in dates:
            fill_from_list(each, by=by, now=now)
    if event.is_draft:
        return Changed(len(dates), 0)
    return Changed(len(dates), _tell_all(moved, by=by, now=now))


def _locked(
    event: Event, occurrence: Occurrence, which: WhichDates, *, now: datetime
) -> Sequence[Occurrence]:
    """In the order of their numbers, as everywhere, so that two can't wait for each other."""
    rows = Occurrence.objects.filter(event=event, starts_at__gt=now).scheduled()
    match which:
        case WhichDates.THIS:
            rows = rows.filter(pk=occurrence.pk)
        case WhichDates.LATER:
            rows = rows.filter(starts_at__gte=occurrence.starts_at)
        case WhichDates.ALL:
            pass
    return list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def _day(occurrence: Occurrence) -> date:
    return in_london(occurrence.starts_at).date()


def _span(
    occurrence: Occurrence, change: DateChange, by_days: timedelta
) -> tuple[datetime, datetime]:
    starts, ends = in_london(occurrence.starts_at), in_london(occurrence.ends_at)
    day = starts.date() + by_days
    return (
        at_wall(day, change.starts or starts.time()),
        at_wall(day, change.ends or ends.time()),
    )


def _check(
    span: tuple[datetime, datetime], change: DateChange, chosen: Occurrence, *, now: datetime
) -> None:
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


def _check_free(
    event: Event, dates: Sequence[Occurrence], spans: dict[int, tuple[datetime, datetime]]
) -> None:
    """No two dates of an event at the same moment."""
    starts = [start for start, _end in spans.values()]
    others = Occurrence.objects.filter(event=event, starts_at__in=starts)
    if len(set(starts)) < len(starts) or others.exclude(pk__in=[d.pk for d in dates]).exists():
        raise DateTaken


def _write(
    occurrence: Occurrence, span: tuple[datetime, datetime], change: DateChange, *, now: datetime
) -> None:
    before = occurrence.starts_at, occurrence.ends_at
    if span != before:
        occurrence.moved_from = before[0]
        occurrence.planned_at = occurrence.planned_at or before[0]
        occurrence.starts_at, occurrence.ends_at = span
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
            "starts_at", "ends_at", "planned_at", "moved_from", "capacity", "access", "version", "changed_at",
        ]
    )  # fmt: skip


def _tell_all(moved: Sequence[Occurrence], *, by: Acting, now: datetime) -> int:
    """Each who booked is told of each date; who booked the whole series, once of all of them."""
    for occurrence in moved:
        _note(occurrence, by=by, now=now)
    booked = Booking.objects.all().with_occurrence().filter(occurrence__in=moved).live()
    terms: set[int] = set()
    told = 0
    for booking in booked.select_related("term").order_by("occurrence__starts_at", "pk"):
        if booking.term is None:
            ends = booking.occurrence.starts_at
            tell(CHANGED, booking, by=by, now=now, valid_until=ends)
        elif booking.term.pk in terms:
            continue
        else:
            terms.add(booking.term.pk)
            tell(TERM, booking, about=booking.term.public_id, by=by, now=now)
        told += booking.people
    return told + sum(tell_the_line(each, by=by, now=now) for each in moved)


def _note(occurrence: Occurrence, *, by: Acting, now: datetime) -> None:
    ledger.record(
        kind=DATE_CHANGED,
        by=by,
        now=now,
        branch_id=occurrence.branch_id,
        links={"event": occurrence.event.public_id, "occurrence": occurrence.public_id},
    )
