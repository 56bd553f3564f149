"""Who works with residents, whether they may today, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.people.errors import NoSuchWorker
from branchline.people.models import (
    Absence,
    Availability,
    CheckKind,
    Doing,
    TrainingKind,
    Worker,
    WorkerCheck,
    WorkerKind,
    WorkerTraining,
)

SOON = timedelta(days=60)
"""What runs out within this time is shown."""


@dataclass(frozen=True)
class Needed:
    """What must have been seen and learned before somebody does something."""

    checks: frozenset[CheckKind]
    trainings: frozenset[TrainingKind]


NEEDED: Mapping[tuple[str, str], Needed] = {
    (WorkerKind.VOLUNTEER, Doing.CALLS): Needed(
        frozenset({CheckKind.IDENTITY, CheckKind.DBS, CheckKind.REFERENCES, CheckKind.AGREEMENT}),
        frozenset({TrainingKind.SAFEGUARDING, TrainingKind.LISTENING}),
    ),
    (WorkerKind.VOLUNTEER, Doing.DEVICES): Needed(
        frozenset({CheckKind.IDENTITY, CheckKind.DBS, CheckKind.REFERENCES, CheckKind.AGREEMENT}),
        frozenset({TrainingKind.SAFEGUARDING, TrainingKind.DIGITAL}),
    ),
    (WorkerKind.VOLUNTEER, Doing.PROGRAMMES): Needed(
        frozenset({CheckKind.IDENTITY, CheckKind.REFERENCES, CheckKind.AGREEMENT}),
        frozenset({TrainingKind.SAFEGUARDING}),
    ),
    (WorkerKind.STAFF, Doing.CALLS): Needed(
        frozenset(), frozenset({TrainingKind.SAFEGUARDING, TrainingKind.LISTENING})
    ),
    (WorkerKind.STAFF, Doing.DEVICES): Needed(frozenset(), frozenset({TrainingKind.SAFEGUARDING})),
    (WorkerKind.STAFF, Doing.PROGRAMMES): Needed(
        frozenset(), frozenset({TrainingKind.SAFEGUARDING})
    ),
}
"""Of staff the council has seen to identity and DBS when it employed them."""

NOT_FOR_THIS = _("They are not down for this work.")
HAS_ENDED = _("They no longer work here.")
IS_AWAY = _("They are away.")


def worker_at(*, public_id: str) -> Worker:
    """Raises NoSuchWorker. One query."""
    found = Worker.objects.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchWorker
    return found


def worker_of(by: Acting) -> Worker | None:
    """The worker that whoever acts is here today. One query."""
    if by.actor is None or by.actor.kind != "account":
        return None
    return Worker.objects.working().filter(account_id=by.actor.id).first()


def workers_for(doing: Doing) -> QuerySet[Worker]:
    """Who does this here, in the order of names. One query."""
    return Worker.objects.working().filter(doing__contains=[doing]).order_by("name", "pk")


def may_work(worker: Worker, *, doing: Doing, on: date) -> "list[str | Promise]":
    """Why somebody may not do this on a day; nothing where they may. Three queries."""
    reasons: list[str | Promise] = []
    if worker.ended_on is not None and worker.ended_on <= on:
        reasons.append(HAS_ENDED)
    if doing not in worker.doing:
        reasons.append(NOT_FOR_THIS)
    needed = NEEDED[worker.kind, doing]
    reasons += _lacking(needed.checks, CheckKind, _holds(WorkerCheck, worker, on))
    reasons += _lacking(needed.trainings, TrainingKind, _holds(WorkerTraining, worker, on))
    if is_away(worker, on=on):
        reasons.append(IS_AWAY)
    return reasons


def _holds(
    rows: type[WorkerCheck] | type[WorkerTraining], worker: Worker, on: date
) -> dict[str, bool]:
    """{kind: whether the newest row of it holds on the day}. One query."""
    begins = "seen_on" if rows is WorkerCheck else "done_on"
    found = rows.objects.filter(worker=worker, **{f"{begins}__lte": on}).order_by(begins, "pk")
    return {
        kind: expires is None or expires > on
        for kind, expires in found.values_list("kind", "expires_on")
    }


def _lacking(
    needed: "frozenset[CheckKind] | frozenset[TrainingKind]",
    kinds: "type[CheckKind] | type[TrainingKind]",
    holds: Mapping[str, bool],
) -> "list[str | Promise]":
    # In the order of the list, so that two readers read the same.
    wanted = [kind for kind in kinds if kind in needed and not holds.get(kind, False)]
    return [(RAN_OUT if kind in holds else MISSING) % {"what": kind.label} for kind in wanted]


RAN_OUT = _("%(what)s: it has run out.")
MISSING = _("%(what)s: not seen yet.")


def is_away(worker: Worker, *, on: date) -> bool:
    """Whether somebody is absent on a day. One query."""
    return (
        Absence.objects.filter(worker=worker, first__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gt=on))
        .exists()
    )


def available(worker: Worker, *, at: datetime) -> bool:
    """Whether somebody works at this moment by their own times, and is not away. Two queries."""
    here = in_london(at)
    minute = here.hour * 60 + here.minute
    at_work = Availability.objects.filter(
        worker=worker, weekday=here.weekday(), begins__lte=minute, ends__gt=minute
    ).exists()
    return at_work and not is_away(worker, on=here.date())


def times_of(worker: Worker) -> Sequence[Availability]:
    """Their week, in order. One query."""
    return list(Availability.objects.filter(worker=worker).order_by("weekday", "begins"))


@dataclass(frozen=True)
class WorkerToday:
    """A worker as the list shows them. `why_not`: what they lack today for any of what they do.

    `running_out`: what holds no longer than `SOON`, or has run out, with the day.
    """

    worker: Worker
    does: Sequence[str]
    branches: Sequence[str]
    why_not: Sequence["str | Promise"]
    running_out: Sequence[tuple[str, date]]


def workers_today(now: datetime) -> Sequence[WorkerToday]:
    """Everybody who works here, by name, and whether they may today. Five queries, however many there are."""
    today = in_london(now).date()
    workers = Worker.objects.working().order_by("name", "pk").prefetch_related("branches")
    checks = _newest(WorkerCheck, today)
    trainings = _newest(WorkerTraining, today)
    away = set(
        Absence.objects.filter(first__lte=today)
        .filter(Q(until__isnull=True) | Q(until__gt=today))
        .values_list("worker_id", flat=True)
    )
    return [
        _today(each, checks.get(each.pk, {}), trainings.get(each.pk, {}), each.pk in away, today)
        for each in workers
    ]


@dataclass(frozen=True)
class WorkingWeek:
    """What somebody may work in one week: whole hours of it (0 is Monday midnight), by the clock on the wall.

    `trained`: what they have learned and still know at its end. `away`: some day of it they are absent.
    """

    worker: Worker
    hours: frozenset[int]
    trained: frozenset[str]
    away: bool


def working_weeks(doing: Doing, *, monday: date) -> Sequence[WorkingWeek]:
    """Everybody who does this, by name; days on which they are away or something has run out are left out.

    Five queries, however many there are.
    """
    days = [monday + timedelta(days=each) for each in range(7)]
    checks, trainings = _newest(WorkerCheck, days[-1]), _newest(WorkerTraining, days[-1])
    times: dict[int, list[Availability]] = {}
    for row in Availability.objects.all():
        times.setdefault(row.worker_id, []).append(row)
    gone: dict[int, set[date]] = {}
    for absence in Absence.objects.filter(first__lte=days[-1]):
        until = absence.until or date.max
        gone.setdefault(absence.worker_id, set()).update(
            day for day in days if absence.first <= day < until
        )

    def lacks(worker: Worker, day: date) -> bool:
        needed = NEEDED[worker.kind, doing]
        return bool(
            _lacking(needed.checks, CheckKind, _still(checks.get(worker.pk, {}), day))
            or _lacking(needed.trainings, TrainingKind, _still(trainings.get(worker.pk, {}), day))
        )

    def week_of(worker: Worker) -> WorkingWeek:
        away = gone.get(worker.pk, set())
        works = {day.weekday() for day in days if day not in away and not lacks(worker, day)}
        hours = frozenset(
            row.weekday * 24 + hour
            for row in times.get(worker.pk, [])
            if row.weekday in works
            for hour in range(-(-row.begins // 60), row.ends // 60)
        )
        known = _still(trainings.get(worker.pk, {}), days[-1])
        trained = frozenset(kind for kind, holds in known.items() if holds)
        return WorkingWeek(worker, hours, trained, bool(away))

    return [week_of(each) for each in workers_for(doing)]


def running_out(now: datetime) -> int:
    """How many workers have something that runs out soon or has. Five queries."""
    return sum(1 for each in workers_today(now) if each.running_out)


def _newest(
    rows: type[WorkerCheck] | type[WorkerTraining], on: date
) -> dict[int, dict[str, date | None]]:
    """{worker: {kind: the day it runs out}} of the newest rows. One query."""
    begins = "seen_on" if rows is WorkerCheck else "done_on"
    found: dict[int, dict[str, date | None]] = {}
    told = rows.objects.filter(worker__ended_on__isnull=True, **{f"{begins}__lte": on})
    for worker, kind, ends in told.order_by(begins, "pk").values_list(
        "worker_id", "kind", "expires_on"
    ):
        found.setdefault(worker, {})[kind] = ends
    return found


def _today(
    worker: Worker,
    checks: Mapping[str, date | None],
    trainings: Mapping[str, date | None],
    away: bool,
    today: date,
) -> WorkerToday:
    needed = [NEEDED[worker.kind, doing] for doing in worker.doing]
    why_not = _lacking(
        frozenset().union(*(each.checks for each in needed)), CheckKind, _still(checks, today)
    )
    why_not += _lacking(
        frozenset().union(*(each.trainings for each in needed)),
        TrainingKind,
        _still(trainings, today),
    )
    ends = [(str(CheckKind(kind).label), day) for kind, day in checks.items()]
    ends += [(str(TrainingKind(kind).label), day) for kind, day in trainings.items()]
    return WorkerToday(
        worker=worker,
        does=[str(Doing(each).label) for each in worker.doing],
        branches=[str(each) for each in worker.branches.all()],
        why_not=[*why_not, *([IS_AWAY] if away else [])],
        running_out=sorted(
            ((what, day) for what, day in ends if day is not None and day <= today + SOON),
            key=lambda each: (each[1], each[0]),
        ),
    )


def _still(ends: Mapping[str, date | None], today: date) -> dict[str, bool]:
    return {kind: day is None or day > today for kind, day in ends.items()}
