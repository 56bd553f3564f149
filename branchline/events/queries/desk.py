"""What staff see: dates, drafts and events of the branches within reach. In the service's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from branchline.core.paging import Page
from branchline.events.errors import EventNotFound
from branchline.events.models import (
    BookingState,
    Event,
    EventState,
    GroupRequest,
    Occurrence,
    OccurrenceState,
    Timing,
    WaitingListEntry,
    at_wall,
)
from branchline.places.models import Branch, OpeningException

from .cursors import Cursor

MOST_ROWS = 100
HELD = Q(bookings__state=BookingState.BOOKED)


SCHEDULED = Q(state=OccurrenceState.SCHEDULED)
STANDINGS = {
    "places": SCHEDULED & Q(capacity__gt=F("booked")),
    "full": SCHEDULED & Q(capacity__lte=F("booked")),
    "drop_in": SCHEDULED & Q(capacity__isnull=True),
    "cancelled": Q(state=OccurrenceState.CANCELLED),
}
"""What staff look for in a list of dates."""


@dataclass(frozen=True)
class Sought:
    """What staff look for: part of a title, a branch, `days` from `start`, a key of `STANDINGS`."""

    title: str = ""
    branch: str = ""
    start: date | None = None
    days: int = 1
    standing: str = ""


def upcoming_occurrences(
    *,
    now: datetime,
    visible: Q,
    sought: Sought | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Occurrence]:
    """Published dates that are not over, soonest first, with event and branch. One query.

    `visible` is `permits.SEE_EVENTS.visible(request.holdings)`.
    """
    rows = _shown(visible, sought or Sought()).filter(ends_at__gt=now)
    if cursor := Cursor.read(after):
        rows = rows.filter(cursor.beyond())
    return _page(rows.order_by("starts_at", "public_id"), limit)


def past_occurrences(
    *,
    now: datetime,
    visible: Q,
    sought: Sought | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Occurrence]:
    """Published dates that are over, latest first. One query."""
    rows = _shown(visible, sought or Sought()).filter(ends_at__lte=now)
    if cursor := Cursor.read(after):
        rows = rows.filter(cursor.before())
    return _page(rows.order_by("-starts_at", "-public_id"), limit)


def drafts(*, visible: Q) -> QuerySet[Event]:
    """Events not yet published, with how many `dates` each has. One query."""
    return (
        Event.objects.filter(visible, state=EventState.DRAFT)
        .select_related("branch", "service")
        .annotate(dates=Count("occurrences"))
        .order_by("first_day", "pk")
    )


def templates(*, visible: Q) -> QuerySet[Event]:
    """Events that staff keep to start new ones from. One query."""
    kept = Event.objects.filter(visible, is_template=True).select_related("branch")
    return kept.order_by("title__en", "pk")


def event_by_public_id(*, public_id: str) -> Event:
    """With branch and service. One query. Raises `EventNotFound`."""
    found = (
        Event.objects.select_related("branch", "service", "lead")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise EventNotFound
    return found


def occurrences_of(*, event: Event) -> QuerySet[Occurrence]:
    """All dates of an event in order, drafts too. One query."""
    return Occurrence.objects.all().with_event().filter(event=event).order_by("starts_at")


def occurrence_at_desk(*, public_id: str) -> Occurrence:
    """A date, of a draft too, with how many live bookings (`parties`) and whether anybody has ever waited for
    it (`has_list`) or any group has asked (`has_groups`). Raises `EventNotFound`."""
    waiting = WaitingListEntry.objects.filter(occurrence=OuterRef("pk"))
    groups = GroupRequest.objects.filter(occurrence=OuterRef("pk"))
    found = (
        Occurrence.objects.all()
        .with_event()
        .annotate(
            parties=Count("bookings", filter=HELD),
            has_list=Exists(waiting),
            has_groups=Exists(groups),
        )
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise EventNotFound
    return found


@dataclass(frozen=True)
class PreviewDay:
    """A date that a series would have. `closed`: the branch has said that it is closed then."""

    day: date
    starts_at: datetime
    ends_at: datetime
    closed: bool


def preview_dates(*, timing: Timing, branch: Branch) -> list[PreviewDay]:
    """The dates of a plan before it is saved, so that staff see "12 dates, 1 on a closed day". One query."""
    days = list(zip(timing.days(), timing.spans(), strict=True))
    closed = closed_days(branch=branch, days=[day for day, _span in days])
    return [PreviewDay(day, start, end, day in closed) for day, (start, end) in days]


def closed_days(*, branch: Branch, days: Sequence[date]) -> set[date]:
    """Those of these days on which the branch has said that it is closed. One query."""
    if not days:
        return set()
    closures = OpeningException.objects.filter(
        branch=branch, opens__isnull=True, first_day__lte=max(days), last_day__gte=min(days)
    ).values_list("first_day", "last_day")
    spans = list(closures)
    return {day for day in days if any(first <= day <= last for first, last in spans)}


def _shown(visible: Q, sought: Sought) -> QuerySet[Occurrence]:
    rows = (
        Occurrence.objects.all().with_event().filter(visible).exclude(event__state=EventState.DRAFT)
    )
    if sought.branch:
        rows = rows.filter(branch__public_id=sought.branch)
    if sought.title:
        called = Event.objects.alias(en=KT("title__en"), cy=KT("title__cy"))
        called = called.filter(Q(en__icontains=sought.title) | Q(cy__icontains=sought.title))
        rows = rows.filter(event__in=called.values("pk"))
    if sought.start is not None:
        until = at_wall(sought.start + timedelta(days=sought.days), time(0))
        rows = rows.filter(starts_at__gte=at_wall(sought.start, time(0)), starts_at__lt=until)
    return rows.filter(STANDINGS[sought.standing]) if sought.standing else rows


def _page(rows: QuerySet[Occurrence], limit: int) -> Page[Occurrence]:
    limit = max(1, min(limit, MOST_ROWS))
    found = list(rows[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    after = str(Cursor(0, shown[-1].starts_at, shown[-1].public_id)) if more else None
    return Page(shown, after)
