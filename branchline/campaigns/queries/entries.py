"""The dates of a campaign as a list: narrowed, soonest first, continued by key."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import cos, radians

from django.db.models import F, Q, QuerySet

from branchline.campaigns.models import AUDIENCES, Campaign, Entry
from branchline.core.paging import Page, page
from branchline.core.words import Translated
from branchline.events.models import at_wall
from branchline.places.queries import Place, metres_between

MILE = 1609.344
STEPS = (5, 10, 20, 50)
"""Miles around a place: the first in which enough is on is taken."""
ENOUGH = 6


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a campaign. `region` and `service` are slugs, `ward` is a code."""

    day: date | None = None
    region: str = ""
    service: str = ""
    audience: str = ""
    online: bool = False
    ward: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked."""
        return self != Asked()

    def rows(self, campaign: Campaign) -> QuerySet[Entry]:
        """The entries that match."""
        return of_campaign(campaign).filter(self.condition())

    def condition(self) -> Q:
        """The same as a condition on entries of one campaign."""
        asked = Q()
        if self.day:
            begins = at_wall(self.day, datetime.min.time())
            until = at_wall(self.day + timedelta(days=1), datetime.min.time())
            asked &= on(begins, until)
        if self.region:
            asked &= Q(region=self.region)
        if self.service:
            asked &= Q(service__slug=self.service)
        if self.online:
            asked &= Q(online=True)
        if self.ward:
            asked &= at_library() & Q(branch__ward_code=self.ward)
        if self.audience in AUDIENCES:
            youngest, oldest = AUDIENCES[self.audience]
            asked &= Q(age_from__isnull=True) | Q(age_from__lte=oldest)
            asked &= Q(age_to__isnull=True) | Q(age_to__gte=youngest)
        return asked


def at_library() -> Q:
    """At a library itself: neither online nor away from it."""
    return Q(online=False, place=F("branch__name"))


def on(begins: datetime, until: datetime) -> Q:
    """What is on between two midnights: begins then, or lasts for days and then is one of them."""
    begun = Q(starts_at__gte=begins, starts_at__lt=until)
    return begun | Q(all_day=True, starts_at__lt=until, ends_at__gt=begins)


def of_campaign(campaign: Campaign) -> QuerySet[Entry]:
    """Every entry of a campaign."""
    return Entry.objects.filter(campaign=campaign, service__live=True)


@dataclass(frozen=True)
class EntryCard:
    """One date as a card prints it. `metres` from the place asked for, where it is known."""

    origin: str
    listing_public_id: str
    address: str
    service_slug: str
    service_name: Translated
    branch_public_id: str
    place: Translated
    town: str
    lat: float | None
    lon: float | None
    online: bool
    title: Translated
    theme: str
    age_from: int | None
    age_to: int | None
    free: bool | None
    cost: Translated
    booking: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    metres: float | None = None


def entries(rows: QuerySet[Entry], *, after: str | None = None, limit: int = 24) -> Page[EntryCard]:
    """A page of entries, soonest first. One query."""
    found = page(
        rows.select_related("service"),
        keys=("starts_at", "origin"),
        limit=limit,
        cursor=after,
        read=datetime.fromisoformat,
    )
    return found.map(card)


SAMPLE = 150
"""Looked at for a taste. Public ids are random, so those that come first are from everywhere."""


def taste(rows: QuerySet[Entry], *, limit: int = 12) -> list[EntryCard]:
    """Some of everything: what has been shown least comes next, by title, then by service, and of those the
    soonest, so that what is on today is not passed over. One query."""
    sample = rows.select_related("service").order_by("origin")[:SAMPLE]
    left = sorted(map(card, sample), key=lambda each: each.starts_at)
    titles: Counter[str] = Counter()
    services: Counter[str] = Counter()
    chosen: list[EntryCard] = []
    while left and len(chosen) < limit:
        best = min(left, key=lambda each: (titles[str(each.title)], services[each.service_slug]))
        left.remove(best)
        titles[str(best.title)] += 1
        services[best.service_slug] += 1
        chosen.append(best)
    return sorted(chosen, key=lambda each: (each.starts_at, each.origin))


@dataclass(frozen=True)
class Nearby:
    """What is on around a place: within so many miles, and the page of it."""

    miles: int
    page: Page[EntryCard]


def entries_near(
    rows: QuerySet[Entry], *, place: Place, after: str | None = None, limit: int = 24
) -> Nearby:
    """Entries within the smallest circle that holds enough, soonest first. Two queries."""
    metres = {
        branch: metres_between(place.lat, place.lon, lat, lon)
        for branch, lat, lon in _box(rows.exclude(branch_public_id=""), place)
        .values_list("branch_public_id", "lat", "lon")
        .distinct()
        if lat is not None and lon is not None
    }
    miles = next((m for m in STEPS if _within(metres, m) >= ENOUGH), STEPS[-1])
    near = [branch for branch, away in metres.items() if away <= miles * MILE]
    found = entries(rows.filter(branch_public_id__in=near), after=after, limit=limit)
    return Nearby(
        miles, found.map(lambda each: replace(each, metres=metres.get(each.branch_public_id)))
    )


def _within(metres: dict[str, float], miles: int) -> int:
    return sum(1 for away in metres.values() if away <= miles * MILE)


def _box(rows: QuerySet[Entry], place: Place) -> QuerySet[Entry]:
    """Within the largest step of a place, on the map."""
    up = STEPS[-1] * MILE / 111_200
    aside = up / max(0.1, cos(radians(place.lat)))
    return rows.filter(
        lat__range=(place.lat - up, place.lat + up),
        lon__range=(place.lon - aside, place.lon + aside),
    )


def card(row: Entry) -> EntryCard:
    """A row as the value that templates print."""
    return EntryCard(
        origin=row.origin,
        listing_public_id=row.listing_public_id,
        address=row.address,
        service_slug=row.service.slug,
        service_name=row.service.name,
        branch_public_id=row.branch_public_id,
        place=row.place,
        town=row.town,
        lat=row.lat,
        lon=row.lon,
        online=row.online,
        title=row.title,
        theme=row.theme,
        age_from=row.age_from,
        age_to=row.age_to,
        free=row.free,
        cost=row.cost,
        booking=row.booking,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        all_day=row.all_day,
    )
