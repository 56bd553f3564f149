"""The rota as it is read: by the coordinator, by each caller, and by whoever takes over from a colleague."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from branchline.core.clock import london
from branchline.people.models import Absence, Worker

from ..models import Conversation, RotaPair, RotaWeek, RoundPerson, Standing, Why
from ..rota import A_SLOT
from .planning import WEEK, due_in, monday_of

A_PAGE = 200
"""People named on one page."""


@dataclass(frozen=True)
class HourShown:
    """Whom a caller rings in one hour."""

    begins: datetime
    pairs: Sequence[RotaPair]


@dataclass(frozen=True)
class GapShown:
    """So many people of a round are not rung, why, and when another caller would help most."""

    round: str
    people: int
    why: str
    hours: Sequence[datetime]


@dataclass(frozen=True)
class CallerShown:
    """One caller's week. `hours`: none where a service is so large that only the caller who was asked for is shown."""

    worker: Worker
    people: int
    hours: Sequence[HourShown]


@dataclass(frozen=True)
class RotaShown:
    """One week. `usual`: how many are rung by their usual caller; `short`: hours that callers would have to add.

    `many`: more than a page holds, so that callers are opened one by one, and `nobody` names the first.
    `absent`: [(caller, how many of their calls fall on days on which they are away)] since noted; `unplanned`: how many are
    due by then and on no line of the plan. Either way it no longer holds.
    """

    week: RotaWeek
    callers: Sequence[CallerShown]
    many: bool
    left_out: int
    nobody: Sequence[RotaPair]
    gaps: Sequence[GapShown]
    rung: int
    usual: int
    short: int
    absent: Sequence[tuple[Worker, int]]
    unplanned: int


def rota_of(monday: date, *, caller: str = "") -> RotaShown | None:
    """What was planned for a week; None where nobody planned it. Four queries. `caller`: public id of the one opened."""
    week = RotaWeek.objects.filter(monday=monday).first()
    if week is None:
        return None
    rows = week.pairs.select_related("worker", "person__callee__resident")
    pairs = list(rows.order_by("worker__name", "worker_id", "hour", "pk"))
    rung = [each for each in pairs if each.worker_id is not None]
    nobody = [each for each in pairs if each.worker_id is None]
    many = len(pairs) > A_PAGE
    return RotaShown(
        week=week,
        callers=[
            CallerShown(
                worker,
                len(theirs),
                _hours(monday, theirs) if not many or worker.public_id == caller else (),
            )
            for worker, theirs in _by_caller(rung)
        ],
        many=many,
        left_out=len(nobody),
        nobody=nobody[:A_PAGE],
        gaps=[_gap(monday, each) for each in week.gaps],
        rung=len(rung),
        usual=sum(each.why == Why.USUAL for each in rung),
        short=-(-sum(each.why != Why.NO_HOUR for each in nobody) // A_SLOT),
        absent=_absent(monday, rung),
        unplanned=_unplanned(monday, pairs),
    )


def _absent(monday: date, rung: Sequence[RotaPair]) -> Sequence[tuple[Worker, int]]:
    away = Absence.objects.filter(
        Q(until__isnull=True) | Q(until__gt=monday), first__lt=monday + WEEK,
        worker__in={each.worker_id for each in rung},
    )  # fmt: skip
    spans = [(each.worker_id, each.first, each.until or date.max) for each in away]

    def is_away(pair: RotaPair) -> bool:
        day = monday + timedelta(days=(pair.hour or 0) // 24)
        return any(pair.worker_id == pk and first <= day < until for pk, first, until in spans)

    missed = [(worker, sum(map(is_away, theirs))) for worker, theirs in _by_caller(rung)]
    return [(worker, n) for worker, n in missed if n]


def _unplanned(monday: date, pairs: Sequence[RotaPair]) -> int:
    lines = {each.person.callee.line_id for each in pairs}
    return due_in(monday).exclude(callee__line__in=lines).values("callee__line").distinct().count()


def _by_caller(rung: Sequence[RotaPair]) -> Iterator[tuple[Worker, list[RotaPair]]]:
    for worker, theirs in groupby(rung, key=lambda each: each.worker):
        if worker is not None:
            yield worker, list(theirs)


def _hours(monday: date, pairs: Sequence[RotaPair]) -> Sequence[HourShown]:
    return [
        HourShown(_moment(monday, hour or 0), list(theirs))
        for hour, theirs in groupby(pairs, key=lambda each: each.hour)
    ]


def _moment(monday: date, hour: int) -> datetime:
    day = monday + timedelta(days=hour // 24)
    return london(day.year, day.month, day.day, hour % 24)


def _gap(monday: date, told: Mapping[str, object]) -> GapShown:
    hours = told["hours"]
    return GapShown(
        round=str(told["round"]),
        people=int(str(told["people"])),
        why=_because(Why(str(told["why"])), str(told["language"]).title()),
        hours=[_moment(monday, hour) for hour in hours] if isinstance(hours, list) else [],
    )


def _because(why: Why, language: str) -> str:
    """The reason as a sentence that names the language."""
    if language and why == Why.NO_LANGUAGE:
        return _("nobody who works this week speaks %(language)s") % {"language": language}
    if language and why == Why.OTHER_HOURS:
        return _("nobody who speaks %(language)s works in their hours") % {"language": language}
    if language and why == Why.FULL:
        return _("everybody who speaks %(language)s has as many calls as they can make") % {
            "language": language
        }
    return str(why.label)


def week_of(worker: Worker, *, now: datetime) -> Sequence[HourShown]:
    """Whom a caller still rings this week and next, from this hour on, as far as it was given out. One query."""
    monday = monday_of(now)
    rows = RotaPair.objects.filter(
        worker=worker,
        week__monday__in=(monday, monday + WEEK),
        week__given_out_at__isnull=False,
        person__standing=Standing.ACTIVE,
    ).select_related("week", "person__callee__resident")
    ordered = [
        each
        for each in rows.order_by("week__monday", "hour", "pk")
        # Who was rung earlier than planned is due in another week.
        if each.person.due_at < _moment(each.week.monday + WEEK, 0)
    ]
    hours = [
        HourShown(_moment(first, hour or 0), list(theirs))
        for (first, hour), theirs in groupby(
            ordered, key=lambda each: (each.week.monday, each.hour)
        )
    ]
    return [each for each in hours if each.begins + timedelta(hours=1) > now]


def away_in(monday: date) -> Sequence[Worker]:
    """Callers with people of their own who are absent in a week, or have left. One query."""
    absent = Q(absences__first__lt=monday + WEEK) & (
        Q(absences__until__isnull=True) | Q(absences__until__gt=monday)
    )
    theirs = _theirs().filter(Q(usual_caller=OuterRef("pk")) | Q(stands_in_for=OuterRef("pk")))
    rows = Worker.objects.filter(absent | Q(ended_on__isnull=False)).filter(Exists(theirs))
    return list(rows.order_by("name", "pk").distinct())


def _theirs() -> QuerySet[RoundPerson]:
    theirs = (Standing.ACTIVE, Standing.HANDED_ON, Standing.SCREENING)
    return RoundPerson.objects.filter(standing__in=theirs)


@dataclass(frozen=True)
class HandedOver:
    """Somebody whom a caller rings: the last note for whoever comes next, and who that is."""

    person: RoundPerson
    last: Conversation | None
    to: Worker | None


def handover_of(worker: Worker, *, now: datetime) -> Sequence[HandedOver]:
    """Everybody whose caller they are, and who rings them instead by the rota that was given out, in the order of names. Three queries."""
    newest = Conversation.objects.filter(attempt__person=OuterRef("pk")).exclude(for_next="")
    last = newest.order_by("-attempt__ended_at", "-pk").values("pk")[:1]
    people = list(
        _theirs()
        .filter(Q(usual_caller=worker) | Q(stands_in_for=worker))
        .annotate(last=Subquery(last))
        .select_related("callee__resident", "round", "usual_caller")
        .order_by("callee__resident__name", "pk")
    )
    said = Conversation.objects.select_related("attempt__worker").in_bulk(
        [each.last for each in people if each.last]
    )
    rows = RotaPair.objects.filter(
        person__in=people,
        worker__isnull=False,
        week__monday__gte=monday_of(now),
        week__given_out_at__isnull=False,
    ).exclude(worker=worker)
    instead = {
        each.person_id: each.worker
        for each in rows.select_related("worker").order_by("-week__monday")
    }
    return [
        HandedOver(
            person=each,
            last=said.get(each.last),
            to=instead.get(each.pk)
            or (each.usual_caller if each.usual_caller_id != worker.pk else None),
        )
        for each in people
    ]
