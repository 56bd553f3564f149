"""The return of events: who came to what, in the Libraries Hacked `events` schema (schema-librarydata, Table Schema).

A date is in it once its count is closed. One that nobody has counted is named as missing, and never a nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import translation

from branchline.core.clock import in_london
from branchline.events.models import Attendance, EventState, Occurrence, Setting, at_wall
from branchline.places.models import LocalAuthority, Service
from branchline.places.queries import authorities_of

HEADINGS = (
    "Local authority", "Library name", "Event date", "Name", "Main outcome", "Secondary outcome", "Attendees",
)  # fmt: skip
OUTREACH = "Outreach"


@dataclass(frozen=True)
class Period:
    """Days of London, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Return:
    """What is known of a period, and the dates of which it is not, oldest first."""

    attendances: Sequence[Attendance]
    uncounted: Sequence[Occurrence]

    @property
    def people(self) -> int:
        """Everybody who came to the dates that were counted."""
        return sum(each.people for each in self.attendances)


def events_return(*, period: Period, visible: Q, now: datetime) -> Return:
    """Dates of the branches within reach whose count is closed, and those that are over without. Two queries."""
    held = _held(period, visible)
    over = held.filter(ends_at__lte=now)
    counted = Attendance.objects.filter(
        closed_at__isnull=False, occurrence__in=held.values("pk")
    ).select_related("occurrence__event", "occurrence__branch", "occurrence__service")
    missing = over.exclude(attendance__closed_at__isnull=False)
    return Return(
        list(counted.order_by("occurrence__starts_at", "occurrence__public_id")),
        list(missing.order_by("starts_at", "public_id")),
    )


def return_rows(found: Return, *, service: Service) -> list[list[object]]:
    """Rows below `HEADINGS`, in English as the schema's closed lists are. Two queries."""
    with translation.override("en"):
        councils = _councils(found, service)
        return [_row(each, councils) for each in found.attendances]


def _held(period: Period, visible: Q) -> QuerySet[Occurrence]:
    rows: QuerySet[Occurrence] = Occurrence.objects.all().scheduled().with_event()
    return rows.filter(
        visible,
        starts_at__gte=at_wall(period.first, time(0)),
        starts_at__lt=at_wall(period.last + timedelta(days=1), time(0)),
    ).exclude(event__state=EventState.DRAFT)


def _councils(found: Return, service: Service) -> dict[str, str]:
    """Names by code; under no code that of the service's own."""
    codes = {each.occurrence.branch.authority_code for each in found.attendances} - {""}
    own = authorities_of(service)
    names = {
        row.code: str(row)
        for row in LocalAuthority.objects.filter(code__in=codes)
        .defer("outline")
        .order_by("vintage")
    }
    return {"": str(own[0]) if own else str(service.name.text("en")), **names}


def _row(each: Attendance, councils: dict[str, str]) -> list[object]:
    day, event, branch = each.occurrence, each.occurrence.event, each.occurrence.branch
    at_library = event.setting == Setting.IN_PERSON
    place = str(event.venue.text("en")) or event.venue_area
    name = str(event.title.text("en"))
    return [
        councils.get(branch.authority_code, councils[""]),
        str(branch.name.text("en")) if at_library else OUTREACH,
        in_london(day.starts_at).date().isoformat(),
        f"{name}, {place}" if event.setting == Setting.OUTREACH and place else name,
        str(each.outcome.label),
        str(each.other_outcome.label) if each.other_outcome else "",
        each.people,
    ]
