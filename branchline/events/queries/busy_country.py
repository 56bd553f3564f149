"""Where in the country something is on: dates gathered by library, added up by service and by region."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q

from branchline.events.models import OccurrenceState, Setting
from branchline.places.models import Position, Service

from .listings import wanted, window

USUAL_DAYS = 7
"""Where no days are asked for."""


class Piece(NamedTuple):
    """Dates of one library of one service; those that people join from home are counted apart too.

    `lat` and `lon` only where we know its door.
    """

    service: int
    branch: int
    lat: float | None
    lon: float | None
    dates: int
    online: int


def busy_country(
    *,
    now: datetime,
    start: date | None = None,
    days: int | None = None,
    audience: str | None = None,
    access: Sequence[str] = (),
    booking: str | None = None,
    setting: str | None = None,
    theme: str | None = None,
    text: str | None = None,
) -> list[Piece]:
    """What goes ahead and is not over, in the next seven days where no days are asked for. One query."""
    rows = window(now=now, start=start, days=days or USUAL_DAYS).filter(
        wanted(audience, access, booking, text, setting, theme), state=OccurrenceState.SCHEDULED
    )
    found = rows.values_list(
        "service_id", "branch_id", "branch__lat", "branch__lon", "branch__position"
    ).annotate(dates=Count("pk"), online=Count("pk", filter=Q(setting=Setting.ONLINE)))
    return [_piece(*row) for row in found.order_by()]


def _piece(
    service: int, branch: int, lat: float | None, lon: float | None, position: str, dates: int, online: int
) -> Piece:  # fmt: skip
    known = position == Position.EXACT
    return Piece(service, branch, lat if known else None, lon if known else None, dates, online)


@dataclass(frozen=True)
class Busy:
    """Dates, in how many libraries of how many services; `online` of the dates have no place."""

    dates: int
    libraries: int
    services: int
    online: int

    @property
    def dates_words(self) -> str:
        """With commas."""
        return f"{self.dates:,}"

    @property
    def libraries_words(self) -> str:
        """With commas."""
        return f"{self.libraries:,}"

    @property
    def online_words(self) -> str:
        """With commas."""
        return f"{self.online:,}"


def how_busy(found: Iterable[Piece]) -> Busy:
    """What these pieces come to."""
    held = list(found)
    return Busy(
        dates=sum(piece.dates for piece in held),
        libraries=len({piece.branch for piece in held}),
        services=len({piece.service for piece in held}),
        online=sum(piece.online for piece in held),
    )


def busy_regions(found: Iterable[Piece], *, region_of: dict[int, str]) -> dict[str, list[Piece]]:
    """The pieces of each region, by its slug."""
    held: dict[str, list[Piece]] = defaultdict(list)
    for piece in found:
        if piece.service in region_of:
            held[region_of[piece.service]].append(piece)
    return held


def busy_services(found: Iterable[Piece]) -> list[tuple[Service, Busy]]:
    """The services of these pieces, those with the most dates first. One query."""
    held: dict[int, list[Piece]] = defaultdict(list)
    for piece in found:
        held[piece.service].append(piece)
    counted = [
        (service, how_busy(held[service.pk]))
        for service in Service.objects.filter(pk__in=list(held))
    ]
    return sorted(counted, key=lambda each: (-each[1].dates, each[0].slug))


def points(found: Iterable[Piece]) -> list[tuple[float, float, int]]:
    """(lat, lon, dates) of where people meet, for the map."""
    return [
        (piece.lat, piece.lon, piece.dates - piece.online)
        for piece in found
        if piece.lat is not None and piece.lon is not None and piece.dates > piece.online
    ]
