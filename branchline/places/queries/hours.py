"""When branches are open, and where mobile libraries stop next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from branchline.core.clock import in_london
from branchline.places.models import (
    BankHolidays,
    Branch,
    Kind,
    OpeningException,
    OpeningHours,
    Season,
    Stop,
)
from branchline.places.opening import (
    Calendar,
    DayHours,
    Differing,
    OpenNow,
    SeasonWeek,
    Span,
    moment,
    open_now,
)

from .nearby import FarFrom, metres_between

AHEAD = timedelta(days=60)
"""How far calendars and stops look: eight weeks is the longest round of a mobile library."""
NEARBY = 8_000.0
"""Metres within which a stop is worth a line beside the nearest libraries: five miles."""
BANK_HOLIDAYS = {BankHolidays.CLOSED.value: True, BankHolidays.USUAL.value: False}


def calendars(branches: Iterable[Branch], *, from_day: date) -> dict[int, Calendar]:
    """What is known of the hours of branches, by row number. Three queries, however many there are.

    The branches come with their service (`select_related("service")`).
    """
    rows = {branch.pk: branch for branch in branches}
    weeks: dict[tuple[int, int | None], dict[int, list[Span]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for hours in OpeningHours.objects.filter(branch__in=rows).order_by("weekday", "opens"):
        week = weeks[hours.branch_id, hours.season_id]
        week[hours.weekday].append(Span(hours.opens, hours.closes, hours.staffed))
    seasons: dict[int, list[SeasonWeek]] = defaultdict(list)
    for season in Season.objects.filter(branch__in=rows, last_day__gte=from_day):
        week_of = _week(weeks.get((season.branch_id, season.pk), {}))
        seasons[season.branch_id].append(
            SeasonWeek(season.first_day, season.last_day, season.name, week_of)
        )
    differing: dict[int, list[Differing]] = defaultdict(list)
    for other in OpeningException.objects.filter(branch__in=rows, last_day__gte=from_day):
        span = Span(other.opens, other.closes) if other.opens and other.closes else None
        differing[other.branch_id].append(
            Differing(other.first_day, other.last_day, span, other.because)
        )
    return {
        pk: Calendar(
            _week(weeks[pk, None]) if (pk, None) in weeks else None,
            seasons[pk],
            differing[pk],
            branch.service.nation,
            BANK_HOLIDAYS.get(branch.service.bank_holidays),
            branch.closed_on,
        )
        for pk, branch in rows.items()
    }


def _week(week: Mapping[int, list[Span]]) -> dict[int, tuple[Span, ...]]:
    return {day: tuple(spans) for day, spans in week.items()}


def calendar_of(branch: Branch, *, from_day: date) -> Calendar:
    """One branch's calendar. Three queries, and one for its service where that is not loaded."""
    return calendars([branch], from_day=from_day)[branch.pk]


def open_by_branch(branches: Iterable[Branch], *, now: datetime) -> dict[int, OpenNow]:
    """Who is open at this moment, by row number; branches without times are left out. Three queries."""
    known = calendars(branches, from_day=in_london(now).date())
    states = {pk: open_now(calendar, now) for pk, calendar in known.items()}
    return {pk: state for pk, state in states.items() if state is not None}


def usual_week(branch: Branch, season: Season | None = None) -> list[DayHours]:
    """Monday to Sunday as usual, or of a season; empty when nobody has entered times. One query."""
    rows = list(
        OpeningHours.objects.filter(branch=branch, season=season).order_by("weekday", "opens")
    )
    if not rows:
        return []
    return [
        DayHours(
            day,
            tuple(Span(r.opens, r.closes, r.staffed) for r in rows if r.weekday == day),
        )
        for day in range(7)
    ]


def opening_on(branch: Branch, day: date) -> DayHours | None:
    """A day's hours with everything that differs; None when nobody has entered times. Three queries,
    and one for the service where that is not loaded."""
    return calendar_of(branch, from_day=day).day(day)


def staffed_times(
    branch: Branch, *, from_day: date, days: int
) -> dict[date, list[tuple[datetime, datetime]] | None]:
    """From when until when staff are there, day by day; None where nobody has entered times. Three queries, and
    one for the service where that is not loaded."""
    calendar = calendar_of(branch, from_day=from_day)
    found: dict[date, list[tuple[datetime, datetime]] | None] = {}
    for day in (from_day + timedelta(days=n) for n in range(days)):
        hours = calendar.day(day)
        found[day] = None
        if hours is not None:
            staffed = [span for span in hours.spans if span.staffed]
            found[day] = [(moment(day, span.opens), moment(day, span.closes)) for span in staffed]
    return found


def unusual_days(branch: Branch, *, from_day: date) -> Sequence[OpeningException]:
    """Announced days that are not over yet, soonest first. One query."""
    return list(branch.exceptions.filter(last_day__gte=from_day).order_by("first_day")[:30])


def announced_closing(*, branch: Branch, day: date) -> OpeningException | None:
    """The announcement by which a branch is closed on a day, outside its usual week. One query."""
    return branch.exceptions.filter(
        first_day__lte=day, last_day__gte=day, opens__isnull=True
    ).first()


def seasons_of(branch: Branch, *, from_day: date) -> Sequence[tuple[Season, list[DayHours]]]:
    """Seasonal weeks that are not over yet, with their hours, soonest first. Two queries."""
    seasons = list(branch.seasons.filter(last_day__gte=from_day).order_by("first_day")[:12])
    spans: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in OpeningHours.objects.filter(season__in=seasons).order_by("weekday", "opens"):
        spans[row.season_id or 0][row.weekday].append(Span(row.opens, row.closes, row.staffed))
    return [(s, [DayHours(d, tuple(spans[s.pk][d])) for d in range(7)]) for s in seasons]


@dataclass(frozen=True)
class Visit:
    """A mobile library at a stop: from a moment until another."""

    stop: Stop
    starts: datetime
    ends: datetime


def visits(branch: Branch, calendar: Calendar, *, now: datetime) -> list[Visit]:
    """The coming visits of a mobile library, soonest first, days off left out. One query."""
    if branch.kind != Kind.MOBILE:
        return []
    stops = Stop.objects.filter(branch=branch).exclude(last_day__lt=in_london(now).date())
    return _soonest(stops, {branch.pk: calendar}, now)


def visits_by_branch(branches: Sequence[Branch], *, now: datetime) -> dict[int, Visit]:
    """The next visit of each mobile library that has one, by row number. Four queries."""
    known = calendars(branches, from_day=in_london(now).date())
    soonest = _soonest(Stop.objects.filter(branch__in=known), known, now)
    found: dict[int, Visit] = {}
    for visit in soonest:
        found.setdefault(visit.stop.branch_id, visit)
    return found


def stops_near(
    lat: float, lon: float, *, now: datetime, service_id: int | None = None, limit: int = 3
) -> list[tuple[Visit, float]]:
    """The nearest stops of mobile libraries with their next visit, and how many metres away. By the
    index; six queries at most."""
    rows = Stop.objects.filter(lat__isnull=False).exclude(last_day__lt=in_london(now).date())
    if service_id is not None:
        rows = rows.filter(service_id=service_id)
    rows = rows.prefetch_related("branch__service").order_by(FarFrom(lat, lon))[: limit * 2]
    near = [
        (stop, metres_between(lat, lon, stop.lat, stop.lon))
        for stop in rows
        if stop.lat is not None and stop.lon is not None and stop.branch.is_open
    ]
    near = [(stop, metres) for stop, metres in near if metres <= NEARBY]
    known = calendars({s.branch for s, _m in near}, from_day=in_london(now).date())
    soonest = {v.stop.pk: v for v in reversed(_soonest([s for s, _m in near], known, now))}
    return [(soonest[s.pk], metres) for s, metres in near if s.pk in soonest][:limit]


def _soonest(stops: Iterable[Stop], known: Mapping[int, Calendar], now: datetime) -> list[Visit]:
    """Coming visits of stops, soonest first."""
    today = in_london(now).date()
    found = [
        Visit(stop, moment(day, stop.opens), moment(day, stop.closes))
        for stop in stops
        for day in stop.days(from_day=today, until=today + AHEAD)
        if _runs(known[stop.branch_id], day, stop.opens)
    ]
    return sorted((v for v in found if v.ends > now), key=lambda v: (v.starts, v.stop.pk))


def _runs(calendar: Calendar, day: date, at: time) -> bool:
    """Whether a mobile library is out: not on a day on which it is said to be off the road."""
    hours = Calendar(
        week=None,
        differing=calendar.differing,
        nation=calendar.nation,
        closed_on_bank_holidays=calendar.closed_on_bank_holidays,
        closed_for_good=calendar.closed_for_good,
    ).day(day)
    return hours is None or any(span.opens <= at < span.closes for span in hours.spans)


def next_visits(visits: Sequence[Visit]) -> list[Visit]:
    """The soonest visit of each stop."""
    soonest: dict[int, Visit] = {}
    for visit in visits:
        soonest.setdefault(visit.stop.pk, visit)
    return list(soonest.values())
