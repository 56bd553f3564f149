"""Branches near a point, by an index; distances along the earth's surface."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import FloatField, Func, QuerySet

from branchline.places.models import Branch, Kind, Position

EARTH_METRES = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

SPARE = 10
"""Fetched beyond the limit: Mercator's order differs from the true one by under 1 % nearby."""


@dataclass(frozen=True)
class NearBranch:
    """A branch and how far it is, in metres. `approximate`: its own position is not exact."""

    branch: Branch
    metres: float
    approximate: bool


class FarFrom(Func):
    """Distance on the Mercator map from a point to a branch: an order, not a length."""

    template = (
        "point(radians(lon), ln(tan(pi() / 4 + radians(lat) / 2)))"
        " <-> point(radians(%(near_lon)s), ln(tan(pi() / 4 + radians(%(near_lat)s) / 2)))"
    )
    output_field = FloatField()

    def __init__(self, lat: float, lon: float) -> None:
        super().__init__(near_lat=float(lat), near_lon=float(lon))


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Length of the shortest way over the earth's surface (haversine formula)."""
    rise, run = radians(other_lat - lat), radians(other_lon - lon)
    chord = sin(rise / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(run / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(chord)))


def branches_near(
    lat: float,
    lon: float,
    *,
    limit: int = 20,
    within_metres: float | None = None,
    service_id: int | None = None,
    mobile: bool = False,
    among: QuerySet[Branch] | None = None,
) -> list[NearBranch]:
    """The nearest public branches, nearest first, with their service. One query, by the index.

    Mobile libraries are left out unless `mobile`: what we know of them is where they are parked.
    """
    rows = Branch.objects.for_the_public() if among is None else among
    rows = rows.filter(lat__isnull=False).select_related("service")
    if service_id is not None:
        rows = rows.filter(service_id=service_id)
    if not mobile:
        rows = rows.exclude(kind=Kind.MOBILE)
    found = [
        NearBranch(
            branch,
            metres_between(lat, lon, branch.lat, branch.lon),
            branch.position != Position.EXACT,
        )
        for branch in rows.order_by(FarFrom(lat, lon))[: limit + SPARE]
        if branch.lat is not None and branch.lon is not None
    ]
    found.sort(key=lambda near: (near.metres, near.branch.pk))
    return [n for n in found if within_metres is None or n.metres <= within_metres][:limit]
