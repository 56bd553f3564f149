"""What the feeds read: coming dates with their events, cancelled ones too. Published tables only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from branchline.core.clock import in_london
from branchline.core.words import Translated
from branchline.events.errors import EventNotFound
from branchline.events.models import ListedEvent, Listing, OccurrenceState, at_wall
from branchline.places.models import Branch, Service
from branchline.places.queries import Place

from .listings import wanted
from .reach import USUAL_KM, reach

BACK = timedelta(days=7)
"""A calendar that looks in once a week still learns that yesterday's date was cancelled."""
MOST = 1000
"""Dates in one calendar. iCalendar has no pages, so a bigger programme ends sooner; the filters make it smaller."""


class FeedDate(NamedTuple):
    """One date of an event, as far as it differs from the others."""

    public_id: str
    starts_at: datetime
    ends_at: datetime
    planned_at: datetime | None
    state: str
    access: Sequence[str]
    version: int
    changed_at: datetime
    branch_id: int
    room: Translated
    lat: float | None
    lon: float | None
    event_public_id: str

    @property
    def planned(self) -> datetime:
        """The start that its series gave it, wherever it was moved since."""
        return self.planned_at or self.starts_at

    @property
    def is_cancelled(self) -> bool:
        """It does not take place."""
        return self.state == OccurrenceState.CANCELLED


@dataclass(frozen=True)
class Programmed:
    """An event with those of its dates that were asked for, in order."""

    event: ListedEvent
    dates: tuple[FeedDate, ...]
    libraries: Mapping[int, Branch]
    """By number, those of the dates and of the event."""


def programme(
    *,
    service_id: int,
    now: datetime,
    branch_public_id: str | None = None,
    near: Place | None = None,
    start: date | None = None,
    days: int | None = None,
    audience: str | None = None,
    access: Sequence[str] = (),
    booking: str | None = None,
    setting: str | None = None,
    theme: str | None = None,
    text: str | None = None,
) -> list[Programmed]:
    """A service's dates from a week ago on, at most 1,000, by event; narrowed as `listings` is.

    Four queries, and one more with `near` (a place: libraries within ten miles of it). It says the same all day.
    """
    today = in_london(now).date()
    asked = Q(service_id=service_id) & wanted(audience, access, booking, text, setting, theme)
    asked &= Q(starts_at__gte=at_wall(start or today - BACK, time(0)))
    if days is not None:
        asked &= Q(starts_at__lt=at_wall((start or today) + timedelta(days=days), time(0)))
    if branch_public_id is not None:
        asked &= Q(branch_id__in=Branch.objects.filter(public_id=branch_public_id).values("pk"))
    if near is not None:
        rings = reach(place=near, within_km=USUAL_KM).rings
        asked &= Q(branch_id__in=[branch for ring in rings for branch in ring])
    return _by_event(Listing.objects.filter(asked))


def series(*, event_public_id: str, service_id: int) -> Programmed:
    """An event with all of its dates, past ones too. Four queries. Raises `EventNotFound`."""
    rows = Listing.objects.filter(event_public_id=event_public_id, service_id=service_id)
    for found in _by_event(rows):
        return found
    raise EventNotFound


def one_date(*, public_id: str, service_id: int) -> Programmed:
    """One date with its event. Four queries. Raises `EventNotFound`."""
    for found in _by_event(Listing.objects.filter(public_id=public_id, service_id=service_id)):
        return found
    raise EventNotFound


def _by_event(rows: QuerySet[Listing]) -> list[Programmed]:
    narrow = rows.order_by("starts_at", "public_id").values_list(*FeedDate._fields)[:MOST]
    dates: dict[str, list[FeedDate]] = {}
    for values in narrow:
        dates.setdefault(values[-1], []).append(FeedDate(*values))
    events = list(_events(dates))
    each_at = {date.branch_id for found in dates.values() for date in found}
    each_at |= {event.branch_id for event in events}
    libraries = Branch.objects.only("name", "street", "town", "postcode").in_bulk(each_at)
    for event in events:
        event.branch = libraries[event.branch_id]
    return [Programmed(event, tuple(dates[event.public_id]), libraries) for event in events]


def _events(public_ids: Iterable[str]) -> QuerySet[ListedEvent]:
    # Hundreds of events of a few libraries and one service: read each of those once.
    whose = Prefetch("service", Service.objects.only("name", "slug"))
    rows = ListedEvent.objects.prefetch_related(whose)
    return rows.filter(public_id__in=list(public_ids)).order_by("public_id")
