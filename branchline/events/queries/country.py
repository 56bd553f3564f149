"""The whole country on one page: something of everything, and towns to choose from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Self

from django.db import connection
from django.db.models import Avg, Count, QuerySet

from branchline.core.clock import in_london
from branchline.events.models import Listing, OccurrenceState, at_wall
from branchline.places.models import Branch, Kind, LocalAuthority, Position
from branchline.places.queries import metres_between

from .listing_cards import ListingCard, card
from .listings import listings, wanted, window

DAYS = 7
PARTS_OF_A_DAY = (time(0), time(12))
SAMPLE = 8
"""Rows looked at for each part of a day. Each arm walks the index on starts from its own hour, so the page
is as quick in a country of half a million dates as in a village. Only what the choice needs is read of
them; building 14 arms of whole rows took longer than the database."""
GOING_AHEAD = OccurrenceState.SCHEDULED
BEGINS, UNTIL = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""Stand in the statement for when a part of a day begins and ends."""
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
    setting: str | None = None,
    theme: str | None = None,
    limit: int = 12,
) -> list[ListingCard]:
    """The next days anywhere: each title once and each service once while there are others, soonest first.

    Two queries: what may be shown, and whole what is. The first is the plain list when so little is on
    that the next days don't fill the page.
    """
    asked = wanted(audience, access, booking, None, setting, theme)
    first = start or in_london(now).date()
    last = min(days or DAYS, DAYS)
    parts = []
    for day in (first + timedelta(days=n) for n in range(last)):
        for begins, ends in zip(PARTS_OF_A_DAY, (*PARTS_OF_A_DAY[1:], None), strict=True):
            until = at_wall(day, ends) if ends else at_wall(day + timedelta(days=1), time(0))
            if until > now:
                parts.append((at_wall(day, begins), until))
    soon = window(now=now, start=first, days=last).filter(asked).filter(state=GOING_AHEAD)
    found = _glance(soon, parts)
    if len(found) < limit:
        page = listings(
            now=now, start=start, days=days, audience=audience, access=access, booking=booking, setting=setting,
            theme=theme, limit=SAMPLE * 6,
        )  # fmt: skip
        cards = {row.public_id: row for row in page.rows if not row.is_cancelled}
        chosen = _varied([Glance.of(row) for row in cards.values()], limit)
        return [cards[each.public_id] for each in chosen]
    chosen = _varied(found, limit)
    rows = Listing.objects.select_related("service").filter(
        public_id__in=[each.public_id for each in chosen]
    )
    return [card(row) for row in rows.order_by("starts_at", "public_id")]


class Glance(NamedTuple):
    """As much of a date as the choice needs."""

    starts_at: datetime
    public_id: str
    title: str
    service: str

    @classmethod
    def of(cls, row: ListingCard) -> Self:
        """The same of a whole row."""
        return cls(row.starts_at, row.public_id, str(row.title), row.service_slug)


def _glance(soon: QuerySet[Listing], parts: Sequence[tuple[datetime, datetime]]) -> list[Glance]:
    """The soonest of each part. One statement, built once: building 14 took longer than the database."""
    if not parts:
        return []
    one = soon.filter(starts_at__gte=BEGINS, starts_at__lt=UNTIL).order_by("starts_at", "public_id")
    few = one.values_list("starts_at", "public_id", "title", "service_id")[:SAMPLE]
    sql, values = few.query.sql_with_params()
    said = [
        begins if value == BEGINS else until if value == UNTIL else value
        for begins, until in parts
        for value in values
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([f"({sql})"] * len(parts)), said)
        return [Glance(at, key, str(title), str(whose)) for at, key, title, whose in cursor]


def _varied(found: Sequence[Glance], limit: int) -> list[Glance]:
    """Whatever has been shown least: first by its title, then by its service, then the soonest; in order."""
    left = sorted(found)
    titles: Counter[str] = Counter()
    services: Counter[str] = Counter()
    chosen: list[Glance] = []
    while left and len(chosen) < limit:
        best = min(left, key=lambda e: (titles[e.title], services[e.service]))
        left.remove(best)
        titles[best.title] += 1
        services[best.service] += 1
        chosen.append(best)
    return sorted(chosen)


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
    # Without their outlines: reading 22 shapes cost four times as much as all the rest.
    councils = LocalAuthority.objects.filter(
        code__in=approximate.values("authority_code"), lat__isnull=False, replaced_by=""
    ).values_list("name", "lat", "lon")
    found += [
        Town(name, lat, lon)
        for name, lat, lon in councils.order_by("name")
        if lat and lon is not None
    ]
    chosen: list[Town] = []
    for town in found:
        if len(chosen) < TOWNS and all(_far_apart(town, other) for other in chosen):
            chosen.append(town)
    return sorted(chosen, key=lambda town: -town.lat)


def _far_apart(one: Town, other: Town) -> bool:
    return metres_between(one.lat, one.lon, other.lat, other.lon) >= APART_KM * 1000
