"""A line for each ward of a service's councils: what is on there in a campaign. From published tables only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from branchline.campaigns.models import Campaign
from branchline.places.models import Service
from branchline.places.queries import councils_with_wards, wards_of

from .entries import Asked, EntryCard, at_library, card


@dataclass(frozen=True)
class WardLine:
    """One ward: how many dates its libraries have, and which comes next. `council`: its name."""

    code: str
    name: str
    council: str
    dates: int
    following: EntryCard | None


@dataclass(frozen=True)
class ByWard:
    """Every ward, those with nothing too. `elsewhere`: dates online, away from a library, or in no known ward."""

    lines: list[WardLine]
    dates: int
    elsewhere: int

    @property
    def with_something(self) -> int:
        """Wards that have anything."""
        return sum(1 for line in self.lines if line.dates)

    @property
    def councils(self) -> list[str]:
        """The councils whose wards these are."""
        return sorted({line.council for line in self.lines} - {""})


def by_ward(campaign: Campaign, *, service: Service, now: datetime) -> ByWard:
    """What a service has on in each ward that it serves, by name. Five queries."""
    rows = Asked(service=service.slug).rows(campaign)
    placed = rows.filter(at_library()).exclude(branch__ward_code="")
    ward = "branch__ward_code"
    counted = dict(placed.order_by().values_list(ward).annotate(Count("pk")))
    coming = placed.filter(ends_at__gt=now).select_related("service", "branch")
    soonest = coming.order_by(ward, "starts_at", "origin").distinct(ward)
    following = {row.branch.ward_code: card(row) for row in soonest if row.branch}
    names = {council.code: str(council) for council in councils_with_wards(service)}
    lines = [
        WardLine(
            each.code,
            each.name,
            names.get(each.authority_code, ""),
            counted.get(each.code, 0),
            following.get(each.code),
        )
        for each in wards_of(sorted(names))
    ]
    lines.sort(key=lambda line: (line.council, line.name))
    dates = rows.count()
    return ByWard(lines, dates, dates - sum(line.dates for line in lines))
