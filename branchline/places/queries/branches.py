"""Branches of a service and when they are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.words import in_order, without_accents
from branchline.places.errors import NoSuchBranch
from branchline.places.models import (
    Branch,
    Kind,
    Nation,
    OpeningHours,
    Service,
    Stop,
)

Branches = QuerySet[Branch]


def branches_of(service: Service, *, closed_too: bool = False) -> Branches:
    """A service's branches by name, with those of services that became part of it. One query when read."""
    rows = Branch.objects.filter(Q(service=service) | Q(service__merged_into=service))
    return (rows if closed_too else rows.open()).order_by("words", "pk")


def branch_by_public_id(public_id: str, *, service: Service | None = None) -> Branch:
    """A public branch, of this service where one is given. One query. Raises `NoSuchBranch`."""
    rows = Branch.objects.select_related("service").exclude(kind=Kind.PRISON)
    if service is not None:
        rows = rows.filter(Q(service=service) | Q(service__merged_into=service))
    branch = rows.filter(public_id=public_id[:20]).first()
    if branch is None:
        raise NoSuchBranch
    return branch


def branches_called(words: str, *, limit: int = 20) -> Sequence[Branch]:
    """Public branches whose name or town comes near the words, best first. One query, by the index."""
    from django.contrib.postgres.search import TrigramWordDistance

    typed = " ".join(without_accents(words).split())[:80]
    if not typed:
        return []
    return list(
        Branch.objects.for_the_public()
        .filter(words__trigram_word_similar=typed)
        .select_related("service")
        .order_by(TrigramWordDistance(typed, "words"), "words")[:limit]
    )


def positions() -> list[tuple[float, float]]:
    """(lat, lon) of every library of the country that stands still. One query."""
    rows = Branch.objects.for_the_public().on_the_map().exclude(kind=Kind.MOBILE)
    return [(lat, lon) for lat, lon in rows.values_list("lat", "lon") if lat and lon is not None]


@dataclass(frozen=True)
class ServiceCount:
    """A service and how many libraries the lists name for it."""

    service: Service
    libraries: int


@dataclass(frozen=True)
class NationCount:
    """A nation's services."""

    name: str
    services: tuple[ServiceCount, ...]

    @property
    def words(self) -> str:
        """ "153 services, 3,026 libraries"."""
        libraries = sum(row.libraries for row in self.services)
        services = ngettext("%(n)s service", "%(n)s services", len(self.services))
        listed = ngettext("%(n)s library listed", "%(n)s libraries listed", libraries)
        none = _("no libraries listed yet")
        rest = listed % {"n": f"{libraries:,}"} if libraries else none
        return f"{services % {'n': len(self.services)}}, {rest}"


def libraries_by_service() -> list[NationCount]:
    """Live services by nation and name, with how many libraries each has. One query."""
    its = Branch.objects.for_the_public().exclude(kind=Kind.MOBILE).filter(service=OuterRef("pk"))
    count = its.order_by().values("service").annotate(n=Count("pk")).values("n")
    rows = Service.objects.filter(live=True).annotate(libraries=Coalesce(Subquery(count), 0))
    nations: dict[str, list[ServiceCount]] = {nation.value: [] for nation in Nation}
    for service in sorted(rows, key=lambda s: in_order(s.name)):
        nations[service.nation].append(ServiceCount(service, service.libraries))
    return [
        NationCount(str(Nation(n).label), tuple(found)) for n, found in nations.items() if found
    ]


@dataclass(frozen=True)
class AtDesk:
    """A library in the desk's list, with what residents can't be told yet."""

    branch: Branch
    has_hours: bool
    unknown: int
    unusual: int


def branches_at_desk(service: Service) -> list[AtDesk]:
    """A service's libraries by name, with what is missing. One query."""
    hours = OpeningHours.objects.filter(branch=OuterRef("pk"))
    stops = Stop.objects.filter(branch=OuterRef("pk"))
    rows = branches_of(service).annotate(
        has_hours=Exists(hours) | Exists(stops), unusual=Count("exceptions", distinct=True)
    )
    return [
        AtDesk(
            row,
            row.has_hours,
            sum(getattr(row, name) is None for name in Branch.ACCESS),
            row.unusual,
        )
        for row in rows
    ]
