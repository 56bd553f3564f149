"""The whole country on one page: something of everything, and towns to choose from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count

from branchline.core.clock import in_london
from branchline.events.models import Listing, at_wall
from branchline.places.models import Branch, Kind, LocalAuthority, Position
from branchline.places.queries import metres_between

from .listings import ListingCard, card, listings, wanted, window

DAYS = 7
PARTS_OF_A_DAY = (time(0), time(12))
SAMPLE = 12
"""Rows read for each part of a day. Each arm walks the index on starts from its own hour, so the page is
as quick in a country of half a million dates as in a village."""
APART_KM = 60.0
TOWNS = 18


def something_of_everything(
    *,
    now: datetime,
    start: date | None = None,
    days: int | None = None,
    audience: str | None = None,
    access: Sequence[str] = (),
    booking: str | None = None,
    limit: int = 12,
) -> list[ListingCard]:
    """The next days anywhere: each title once and each service once while there are others, soonest first.

    One query; a second when so little is on that the next days don't fill it.
    """
    asked = wanted(audience, access, booking, None)
    first = start or in_london(now).date()
    last = min(days or DAYS, DAYS)
    arms = []
    for day in (first + timedelta(days=n) for n in range(last)):
        for begins, ends in zip(PARTS_OF_A_DAY, (*PARTS_OF_A_DAY[1:], None), strict=True):
            until = at_wall(day, ends) if ends else at_wall(day + timedelta(days=1), time(0))
            if until <= now:
                continue
            rows = window(now=now, start=first, days=last).filter(asked)
            rows = rows.filter(starts_at__gte=at_wall(day, begins), starts_at__lt=until)
            arms.append(rows.order_by("starts_at", "public_id")[:SAMPLE])
    found = _read(arms)
    if len(found) < limit:
        page = listings(
            now=now, start=start, days=days, audience=audience, access=access, booking=booking,
            limit=SAMPLE * 6,
        )  # fmt: skip
        found = list(page.rows)
    return sorted(_varied(found, limit), key=lambda each: (each.starts_at, each.public_id))


def _read(arms: list) -> list[ListingCard]:
    if not arms:
        return []
    rows = arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]
    made: list[Listing] = list(rows)
    return [card(row) for row in made]


def _varied(found: Sequence[ListingCard], limit: int) -> list[ListingCard]:
    """Whatever has been shown least: first by its title, then by its service, then the soonest."""
    left = [each for each in found if not each.is_cancelled]
    titles: Counter[str] = Counter()
    services: Counter[str] = Counter()
    chosen: list[ListingCard] = []
    while left and len(chosen) < limit:
        best = min(
            left, key=lambda e: (titles[str(e.title)], services[e.service_slug], e.starts_at)
        )
        left.remove(best)
        titles[str(best.title)] += 1
        services[best.service_slug] += 1
        chosen.append(best)
    return chosen


@dataclass(frozen=True)
class Town:
    """A place to choose on the map of the country."""

    name: str
    lat: float
    lon: float


def towns() -> list[Town]:
    """Towns with the most libraries, well apart; councils where libraries are known by those only.

    From north to south. Two queries.
    """
    rows = (
        Branch.objects.for_the_public()
        .filter(position=Position.EXACT)
        .exclude(kind=Kind.MOBILE)
        .exclude(town="")
        .values("town")
        .annotate(libraries=Count("pk"), lat=Avg("lat"), lon=Avg("lon"))
        .order_by("-libraries", "town")[: TOWNS * 8]
    )
    found = [Town(row["town"], row["lat"], row["lon"]) for row in rows]
    approximate = Branch.objects.for_the_public().filter(position=Position.APPROXIMATE)
    councils = LocalAuthority.objects.filter(
        code__in=approximate.values("authority_code"), lat__isnull=False, replaced_by=""
    ).order_by("name")
    found += [
        Town(row.name, row.lat, row.lon) for row in councils if row.lat and row.lon is not None
    ]
    chosen: list[Town] = []
    for town in found:
        if len(chosen) < TOWNS and all(_far_apart(town, other) for other in chosen):
            chosen.append(town)
    return sorted(chosen, key=lambda town: -town.lat)


def _far_apart(one: Town, other: Town) -> bool:
    return metres_between(one.lat, one.lon, other.lat, other.lon) >= APART_KM * 1000
