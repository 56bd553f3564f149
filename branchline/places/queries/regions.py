"""The country in parts, for choosing a place on the map: regions, then councils."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from branchline.core import clock
from branchline.core.words import LANGUAGES, in_order
from branchline.places.models import LocalAuthority, Nation, Service, ServiceAuthority

OF_ENGLAND = (
    noop("East Midlands"),
    noop("East of England"),
    noop("London"),
    noop("North East"),
    noop("North West"),
    noop("South East"),
    noop("South West"),
    noop("West Midlands"),
    noop("Yorkshire and The Humber"),
)
"""As the Office for National Statistics calls them, so that they have a Welsh name too."""


@dataclass(frozen=True)
class Region:
    """A region of England, or one of the other nations, with the councils that have an outline."""

    slug: str
    name: str
    nation: str
    councils: tuple[LocalAuthority, ...]


@dataclass(frozen=True)
class Council:
    """A council on the map, and the service that runs its libraries."""

    council: LocalAuthority
    service: Service | None


@dataclass(frozen=True)
class Edition:
    """Which councils these are, in which language: drawings are kept for as long as it is the same."""

    written: str
    language: str


def edition_of_the_country() -> Edition:
    """Another one after any row of the councils was written (PostgreSQL says by whom and where). One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(md5(string_agg(xmin::text || ctid::text, ',' ORDER BY id)), '')"
            " FROM places_localauthority"
        )
        (written,) = cursor.fetchone()
    return Edition(written, get_language() or "en")


def regions_of_the_country(edition: Edition) -> tuple[Region, ...]:
    """Nine regions of England, then Scotland, Wales and Northern Ireland. Two queries, once an edition."""
    return _regions(edition)


@lru_cache(maxsize=len(LANGUAGES))
def _regions(_edition: Edition) -> tuple[Region, ...]:
    rows = LocalAuthority.objects.filter(outline__isnull=False, replaced_by="")
    newest = {row.code: row for row in rows.order_by("vintage", "name")}
    upper = {
        row.code: row.region
        for row in LocalAuthority.objects.exclude(region="").only("code", "region")
    }
    held: dict[tuple[str, str], list[LocalAuthority]] = defaultdict(list)
    for row in newest.values():
        england = row.nation == Nation.ENGLAND
        region = row.region or upper.get(row.upper_code, "")
        name = region or str(Nation.ENGLAND.label) if england else str(Nation(row.nation).label)
        held[row.nation, name].append(row)
    order = list(Nation.values)
    return tuple(
        Region(_slug(nation, name), _(name), nation, tuple(sorted(councils, key=in_order)))
        for (nation, name), councils in sorted(
            held.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
    )


def _slug(nation: str, name: str) -> str:
    """The same in both languages, so that the language switch stays at the region."""
    return slugify(name) if nation == Nation.ENGLAND else nation.replace("_", "-")


def councils_of(region: Region) -> Sequence[Council]:
    """The councils of a region with the live service that serves each today. One query."""
    codes = {c.code for c in region.councils} | {c.upper_code for c in region.councils}
    serving = _serving(codes, clock.today())
    return [Council(c, serving.get(c.code) or serving.get(c.upper_code)) for c in region.councils]


def service_serving(authority_code: str) -> Service | None:
    """The live service that runs the libraries of a council today. One query, none without a council."""
    return _serving({authority_code}, clock.today()).get(authority_code) if authority_code else None


def _serving(codes: set[str], day: date) -> dict[str, Service]:
    now = Q(valid_from=None) | Q(valid_from__lte=day)
    still = Q(valid_to=None) | Q(valid_to__gt=day)
    rows = ServiceAuthority.objects.filter(
        now, still, authority_code__in=codes - {""}, service__live=True
    )
    return {row.authority_code: row.service for row in rows.select_related("service")}
