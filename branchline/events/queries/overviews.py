"""What is on, seen from above: a month by its days, and libraries by how much each has on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

from branchline.core.clock import LONDON, in_london
from branchline.core.words import Translated
from branchline.events.models import Listing, OccurrenceState
from branchline.places.models import Branch
from branchline.places.queries import Place

from .listings import wanted, window
from .reach import USUAL_KM, reach

OF_A_DAY = 3
"""What a day of the month names; the rest is a number that leads to the day's list."""
LOOKED_AT = 15
"""The first dates of a day: what is on at many libraries at once is named once."""
MOST_DAYS = 400


@dataclass(frozen=True)
class Where:
    """Whose dates: a service's, one library's, or those near a place."""

    service_id: int | None = None
    branch_public_id: str | None = None
    near: Place | None = None

    def rows(self) -> Q:
        """As a condition. With `near` it asks one query: libraries within ten miles."""
        asked = Q()
        if self.service_id is not None:
            asked &= Q(service_id=self.service_id)
        if self.branch_public_id is not None:
            branch = Branch.objects.filter(public_id=self.branch_public_id)
            asked &= Q(branch_id__in=branch.values("pk"))
        if self.near is not None:
            rings = reach(place=self.near, within_km=USUAL_KM).rings
            asked &= Q(branch_id__in=[branch for ring in rings for branch in ring])
        return asked


@dataclass(frozen=True)
class Glimpse:
    """One date in a month; or `times` dates of one name at the same hour, in different libraries."""

    public_id: str
    service_slug: str
    title: Translated
    starts_at: datetime
    is_cancelled: bool
    times: int = 1


@dataclass(frozen=True)
class BusyDay:
    """A day with how many dates it has, and the first of them."""

    day: date
    count: int
    first: Sequence[Glimpse]

    @property
    def more(self) -> int:
        """Dates that are not named."""
        return self.count - sum(each.times for each in self.first)


def busy_days(
    *,
    now: datetime,
    where: Where,
    first: date,
    until: date,
    audience: str | None = None,
    access: Sequence[str] = (),
    booking: str | None = None,
    setting: str | None = None,
    theme: str | None = None,
    text: str | None = None,
) -> dict[date, BusyDay]:
    """Days from `first` to before `until` on which something is on that is not over. One query."""
    start = max(first, in_london(now).date())
    days = (until - start).days
    if not 0 < days <= MOST_DAYS:
        return {}
    rows = (
        window(now=now, start=start, days=days)
        .filter(where.rows(), wanted(audience, access, booking, text, setting, theme))
        .annotate(on=TruncDate("starts_at", tzinfo=LONDON))
        .annotate(
            nth=Window(RowNumber(), partition_by=[F("on")], order_by=["starts_at", "public_id"]),
            of_day=Window(Count("pk"), partition_by=[F("on")]),
        )
        .filter(nth__lte=LOOKED_AT)
        .order_by("starts_at", "public_id")
        .values_list("on", "of_day", "public_id", "service__slug", "title", "starts_at", "state")
    )
    found = {}
    for on, of_day in groupby(rows, key=lambda row: row[0]):
        named = list(of_day)
        found[on] = BusyDay(on, named[0][1], _glimpses(named)[:OF_A_DAY])
    return found


def _glimpses(rows: Sequence[tuple[Any, ...]]) -> list[Glimpse]:
    found: dict[tuple[Any, ...], Glimpse] = {}
    for _on, _count, public_id, slug, title, starts_at, state in rows:
        key = (starts_at, str(title), state)
        if before := found.get(key):
            found[key] = replace(before, times=before.times + 1)
        else:
            off = state == OccurrenceState.CANCELLED
            found[key] = Glimpse(public_id, slug, title, starts_at, off)
    return list(found.values())


@dataclass(frozen=True)
class BusyLibrary:
    """A library with how many dates it has ahead, and when the next one is."""

    branch: Branch
    count: int
    soonest: datetime


def busy_libraries(
    *,
    now: datetime,
    where: Where,
    start: date | None = None,
    days: int | None = None,
    audience: str | None = None,
    access: Sequence[str] = (),
    booking: str | None = None,
    setting: str | None = None,
    theme: str | None = None,
    text: str | None = None,
) -> list[BusyLibrary]:
    """Libraries with something ahead that goes ahead, within four weeks where no days are asked for.

    Most first. Two queries, three with a place.
    """
    asked: QuerySet[Listing] = window(now=now, start=start, days=days or 28).filter(
        where.rows(),
        wanted(audience, access, booking, text, setting, theme),
        state=OccurrenceState.SCHEDULED,
    )
    counted = {
        row["branch_id"]: row
        for row in asked.order_by()
        .values("branch_id")
        .annotate(count=Count("pk"), soonest=Min("starts_at"))
    }
    branches = Branch.objects.select_related("service").filter(pk__in=list(counted))
    found = [
        BusyLibrary(branch, counted[branch.pk]["count"], counted[branch.pk]["soonest"])
        for branch in branches
    ]
    return sorted(found, key=lambda each: (-each.count, each.branch.public_id))


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
