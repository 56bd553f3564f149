"""Invented hours for the demo's libraries, a summer week, and a mobile library with its stops.

The Arts Council knows patterns, not times; so every time in the demo is invented, and its banner says so.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from branchline.core.acting import job
from branchline.core.clock import in_london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places.models import BankHolidays, Branch, Kind, RunBy, Service

from ..actions import (
    Address,
    add_branch,
    add_stop,
    change_hours,
    change_service,
    describe_branch,
    plan_season,
)
from ..queries import Span, service_at

BY = job("demo")
Week = Mapping[int, tuple[Span, ...]]


def _span(opens: int, closes: int, *, staffed: bool = True) -> Span:
    return Span(time(opens), time(closes), staffed)


TOWN: Week = {
    **dict.fromkeys((0, 1, 3, 4), (_span(9, 17), _span(17, 19, staffed=False))),
    2: (_span(9, 13),),
    5: (_span(10, 16),),
}
VILLAGE: Week = {1: (_span(10, 13), _span(14, 17)), 3: (_span(10, 13), _span(14, 19)), 5: (_span(10, 13),)}  # fmt: skip
SUMMER: Week = {**dict.fromkeys(range(5), (_span(9, 20),)), 5: (_span(9, 17),), 6: (_span(11, 16),)}
IN_TOWN = ("Altrincham", "Sale", "Stretford", "Urmston")
BUS = "Trafford Story Bus"
STOPS = (
    (said("Walton Park car park", "Maes parcio Parc Walton", draft=True), "Sale", "M33 4AH", 1, time(10), time(11, 30)),
    (said("Village hall, Dunham Massey", "Neuadd y pentref, Dunham Massey", draft=True), "Dunham Massey", "WA14 4SE", 3, time(14), time(15, 30)),
    (said("Davyhulme Circle", "Cylch Davyhulme", draft=True), "Davyhulme", "M41 0SP", 4, time(16), time(18)),
)  # fmt: skip


def invent_times(slug: str, *, now: datetime) -> None:
    """Loading it again changes nothing."""
    service = service_at(slug=slug)
    if service is None:
        return
    with scope(service.pk):
        facts = {
            "bank_holidays": BankHolidays.CLOSED.value,
            "welcome": said(
                "Warm rooms, good books and somebody to ask. Joining is free.",
                "Ystafelloedd cynnes, llyfrau da a rhywun i’w holi. Mae ymuno am ddim.",
                draft=True,
            ),
        }
        change_service(service=service, facts=facts, by=BY, now=now)
        branches = list(Branch.objects.filter(service=service).order_by("pk"))
        for branch in branches:
            if branch.kind == Kind.STATIC:
                town = any(name in branch.name.en for name in IN_TOWN)
                change_hours(branch=branch, week=TOWN if town else VILLAGE, by=BY, now=now)
        _summer(branches, now)
        if all(branch.name.en != BUS for branch in branches):
            _bus(service, now)


def _summer(branches: list[Branch], now: datetime) -> None:
    """Longer hours at one library in the school holidays of next summer."""
    sale = next((b for b in branches if "Sale" in b.name.en), None)
    if sale is None or sale.seasons.exists():
        return
    welcome = said(
        "The children’s room opens onto the garden. There is always tea on a Thursday.",
        "Mae’r ystafell blant yn agor i’r ardd. Mae te ar gael bob dydd Iau.",
        draft=True,
    )
    describe_branch(branch=sale, facts={"welcome": welcome}, by=BY, now=now)
    year = in_london(now).year + (in_london(now).date() > date(in_london(now).year, 8, 31))
    plan_season(
        branch=sale,
        name=said("Summer holidays", "Gwyliau’r haf", draft=True),
        first_day=date(year, 7, 24),
        last_day=date(year, 8, 31),
        week=SUMMER,
        by=BY,
        now=now,
    )


def _bus(service: Service, now: datetime) -> None:
    bus = add_branch(
        service=service,
        name=said(BUS, "Bws Straeon Trafford", draft=True),
        kind=Kind.MOBILE,
        run_by=RunBy.COUNCIL,
        address=Address(town="Sale", postcode="M33 7ZF"),
        by=BY,
        now=now,
    )
    today = in_london(now).date()
    for name, town, postcode, weekday, opens, closes in STOPS:
        add_stop(
            branch=bus,
            name=name,
            address=Address(town=town, postcode=postcode),
            first_day=today + timedelta(days=(weekday - today.weekday()) % 7),
            last_day=None,
            every_weeks=2,
            opens=opens,
            closes=closes,
            by=BY,
            now=now,
        )
