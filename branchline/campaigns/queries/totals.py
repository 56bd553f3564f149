"""What a campaign comes to: counts over the published entries, as SQL counts them again."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, F, FloatField, Func, Q, QuerySet

from branchline.campaigns.models import Campaign, Entry, Joining
from branchline.core.words import Translated


@dataclass(frozen=True)
class Numbers:
    """Dates, and in how many libraries of how many services; `today` of the dates are on today."""

    dates: int
    libraries: int
    services: int
    today: int
    online: int


def numbers(rows: QuerySet[Entry], *, begins: datetime, until: datetime) -> Numbers:
    """Count entries. `begins` to `until` is today in London. One query."""
    found = rows.aggregate(
        dates=Count("pk"),
        libraries=Count("branch", distinct=True),
        services=Count("service", distinct=True),
        today=Count("pk", filter=Q(starts_at__gte=begins, starts_at__lt=until)),
        online=Count("pk", filter=Q(online=True)),
    )
    return Numbers(**found)


@dataclass(frozen=True)
class Crowd:
    """A spot on the map of the country with so many dates, in the middle of them."""

    lat: float
    lon: float
    dates: int


class _Cell(Func):
    """Degrees in steps: about seventeen kilometres each way over Britain."""

    output_field = FloatField()


class _Up(_Cell):
    template = "round(%(expressions)s / 0.16)"


class _Aside(_Cell):
    template = "round(%(expressions)s / 0.26)"


def crowds(rows: QuerySet[Entry]) -> list[Crowd]:
    """Where entries are, gathered into spots by the database. One query."""
    cells = (
        rows.filter(lat__isnull=False)
        .annotate(up=_Up(F("lat")), aside=_Aside(F("lon")))
        .values("up", "aside")
        .annotate(middle_lat=Avg("lat"), middle_lon=Avg("lon"), dates=Count("pk"))
        .order_by("up", "aside")
    )
    return [Crowd(row["middle_lat"], row["middle_lon"], row["dates"]) for row in cells]


@dataclass(frozen=True)
class RegionNumbers:
    """What one part of the country has."""

    slug: str
    dates: int
    libraries: int
    services: int


def of_regions(rows: QuerySet[Entry]) -> dict[str, RegionNumbers]:
    """By the slug of the region. One query."""
    found = rows.values("region").annotate(
        dates=Count("pk"),
        libraries=Count("branch", distinct=True),
        services=Count("service", distinct=True),
    )
    return {
        row["region"]: RegionNumbers(row["region"], row["dates"], row["libraries"], row["services"])
        for row in found.order_by("region")
    }


@dataclass(frozen=True)
class ServiceNumbers:
    """One service that takes part: its rule is its own, its numbers are everybody's."""

    slug: str
    name: Translated
    joined_at: datetime
    gathered_at: datetime | None
    by_rule: bool
    dates: int
    libraries: int


def of_services(campaign: Campaign) -> list[ServiceNumbers]:
    """The services that take part, those with the most dates first. Two queries."""
    counted = {
        row["service"]: (row["dates"], row["libraries"])
        for row in Entry.objects.filter(campaign=campaign)
        .values("service")
        .annotate(dates=Count("pk"), libraries=Count("branch", distinct=True))
    }
    rows = Joining.objects.filter(campaign=campaign, left_at__isnull=True, service__live=True)
    found = [
        ServiceNumbers(
            row.service.slug,
            row.service.name,
            row.joined_at,
            row.gathered_at,
            row.by_rule,
            *counted.get(row.service_id, (0, 0)),
        )
        for row in rows.select_related("service").order_by("service__slug")
    ]
    return sorted(found, key=lambda each: -each.dates)
