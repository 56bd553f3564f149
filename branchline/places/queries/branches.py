"""Branches of a service and when they are open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.words import Translated
from branchline.places.errors import NoSuchBranch
from branchline.places.models import (
    Branch,
    Kind,
    Nation,
    OpeningException,
    OpeningHours,
    Service,
    Weekday,
)

Branches = QuerySet[Branch]


@dataclass(frozen=True)
class Span:
    """Open from `opens` until (not including) `closes`, London time."""

    opens: time
    closes: time
    staffed: bool = True


@dataclass(frozen=True)
class DayHours:
    """One day of a branch. No spans: closed. `because` is said when the day differs from the usual."""

    weekday: int
    spans: tuple[Span, ...]
    unusual: bool = False
    because: Translated = field(default_factory=Translated)

    @property
    def name(self) -> str:
        """The weekday in the reader's language."""
        return str(Weekday(self.weekday).label)


def branches_of(service: Service, *, closed_too: bool = False) -> Branches:
    """A service's branches by name. One query when read."""
    rows = Branch.objects.filter(service=service)
    return (rows if closed_too else rows.open()).order_by("words", "pk")


def branch_by_public_id(public_id: str, *, service: Service | None = None) -> Branch:
    """A public branch, of this service where one is given. One query. Raises `NoSuchBranch`."""
    rows = Branch.objects.select_related("service").exclude(kind=Kind.PRISON)
    if service is not None:
        rows = rows.filter(service=service)
    branch = rows.filter(public_id=public_id[:20]).first()
    if branch is None:
        raise NoSuchBranch
    return branch


def branches_called(words: str, *, limit: int = 20) -> Sequence[Branch]:
    """Public branches whose name or town comes near the words, best first. One query, by the index."""
    from django.contrib.postgres.search import TrigramWordDistance

    typed = " ".join(words.lower().split())[:80]
    if not typed:
        return []
    return list(
        Branch.objects.for_the_public()
        .filter(words__trigram_word_similar=typed)
        .select_related("service")
        .order_by(TrigramWordDistance(typed, "words"), "words")[:limit]
    )


def usual_week(branch: Branch) -> list[DayHours]:
    """Monday to Sunday as usual; empty when nobody has entered times. One query."""
    rows = list(OpeningHours.objects.filter(branch=branch).order_by("weekday", "opens"))
    if not rows:
        return []
    return [
        DayHours(
            day,
            tuple(Span(r.opens, r.closes, r.staffed) for r in rows if r.weekday == day),
        )
        for day in range(7)
    ]


def opening_on(
    branch: Branch, day: date, *, week: Sequence[DayHours] | None = None
) -> DayHours | None:
    """A day's hours with exceptions; None when nobody has entered times. At most two queries.

    `week` saves the second one when the usual week has been read already.
    """
    exception = branch.exceptions.filter(first_day__lte=day, last_day__gte=day).first()
    if exception is not None:
        spans = (
            ()
            if exception.opens is None or exception.closes is None
            else (Span(exception.opens, exception.closes),)
        )
        return DayHours(day.weekday(), spans, unusual=True, because=exception.because)
    usual = usual_week(branch) if week is None else week
    return usual[day.weekday()] if usual else None


def unusual_days(branch: Branch, *, from_day: date) -> Sequence[OpeningException]:
    """Announced days that are not over yet, soonest first. One query."""
    return list(branch.exceptions.filter(last_day__gte=from_day).order_by("first_day")[:30])


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
    """Live services by nation and address, with how many libraries each has. One query."""
    its = Branch.objects.for_the_public().exclude(kind=Kind.MOBILE).filter(service=OuterRef("pk"))
    count = its.order_by().values("service").annotate(n=Count("pk")).values("n")
    rows = Service.objects.filter(live=True).annotate(libraries=Coalesce(Subquery(count), 0))
    nations: dict[str, list[ServiceCount]] = {nation.value: [] for nation in Nation}
    for service in rows.order_by("slug"):
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
    rows = branches_of(service).annotate(
        has_hours=Exists(hours), unusual=Count("exceptions", distinct=True)
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
