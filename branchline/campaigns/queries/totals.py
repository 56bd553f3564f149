"""What a campaign comes to: counts over the published entries, as SQL counts them again.

One pass of the database gathers the entries by library; everything that a page says of a campaign is
added up from that.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from branchline.campaigns.models import Campaign, Entry, Joining
from branchline.core.figures import Figure
from branchline.core.words import Translated

from .entries import on


class Piece(NamedTuple):
    """The entries of one library of one service, or of none, at one spot. `matching`: what was asked for."""

    region: str
    service: int
    branch: int | None
    lat: float | None
    lon: float | None
    dates: int
    today: int
    online: int
    matching: int


def pieces(
    rows: QuerySet[Entry], *, begins: datetime, until: datetime, asked: Q | None = None
) -> list[Piece]:
    """Entries gathered by library. `begins` to `until` is today in London. One query."""
    found = rows.values_list("region", "service_id", "branch_id", "lat", "lon").annotate(
        dates=Count("pk"),
        today=Count("pk", filter=on(begins, until)),
        screens=Count("pk", filter=Q(online=True)),
        matching=Count("pk", filter=asked) if asked else Count("pk"),
    )
    return [Piece(*row) for row in found.order_by()]


def matching(found: Sequence[Piece], *, region: str = "") -> list[Piece]:
    """Only what was asked for, counted as all."""
    return [
        piece._replace(dates=piece.matching)
        for piece in found
        if piece.matching and region in ("", piece.region)
    ]


@dataclass(frozen=True)
class Numbers:
    """Dates, and in how many libraries of how many services; `today` of the dates are on today."""

    dates: int
    libraries: int
    services: int
    today: int
    online: int


def numbers(found: Sequence[Piece]) -> Numbers:
    """What these pieces come to."""
    return Numbers(
        dates=sum(piece.dates for piece in found),
        libraries=len({piece.branch for piece in found if piece.branch is not None}),
        services=len({piece.service for piece in found}),
        today=sum(piece.today for piece in found),
        online=sum(piece.online for piece in found),
    )


def points(found: Sequence[Piece]) -> list[tuple[float, float, int]]:
    """(lat, lon, dates) of those whose place is known, for the map."""
    return [
        (piece.lat, piece.lon, piece.dates)
        for piece in found
        if piece.lat is not None and piece.lon is not None
    ]


def by_region(found: Sequence[Piece]) -> dict[str, Numbers]:
    """What each part of the country has, by its slug."""
    held: dict[str, list[Piece]] = defaultdict(list)
    for piece in found:
        held[piece.region].append(piece)
    return {region: numbers(its) for region, its in held.items()}


@dataclass(frozen=True)
class Turnout:
    """Services that take part, with nothing on yet too; places of the dates that are booked, taken or free; dates that are
    over, how many of them were counted, who came."""

    services: int
    places: int
    over: int
    counted: int
    people: int | None

    @property
    def came(self) -> Figure:
        """People who came, with the number of dates at which somebody counted."""
        return Figure(
            self.people, _("people came"), n=self.counted, why=_("nobody has counted yet who came")
        )


def turnout(campaign: Campaign) -> Turnout:
    """Added up from what each service has published of its own part. One query."""
    rows = Joining.objects.filter(campaign=campaign, left_at__isnull=True)
    said = rows.aggregate(
        services=Count("pk", filter=Q(service__live=True)),
        places=Sum("places"),
        over=Sum("dates_over"),
        counted=Sum("dates_counted"),
        people=Sum("people_came"),
    )
    return Turnout(
        said["services"],
        said["places"] or 0,
        said["over"] or 0,
        said["counted"] or 0,
        said["people"],
    )


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
