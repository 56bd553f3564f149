"""Workers join, change, leave; what was seen and learned, when they work and when they are away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.scoping import current_service_id
from branchline.people import errors
from branchline.people.measures import TIME_GIVEN, WORKER_ENDED, WORKER_JOINED
from branchline.people.models import (
    Absence,
    AbsenceWhy,
    Account,
    Availability,
    CheckKind,
    Doing,
    TrainingKind,
    WorkedTime,
    Worker,
    WorkerBranch,
    WorkerCheck,
    WorkerKind,
    WorkerTraining,
)
from branchline.places.models import Branch

from .written import account_of

KEPT_FOR = timedelta(days=2 * 365)
"""Of a worker, from the day they ended."""


@dataclass(frozen=True)
class WorkerFacts:
    """What is known of a worker. `languages`: in words, beside English."""

    name: str
    kind: WorkerKind
    doing: frozenset[Doing]
    languages: Sequence[str] = ()
    most_calls: int = 10
    note: str = ""


@action
def add_worker(
    *,
    facts: WorkerFacts,
    account: Account | None = None,
    branches: Collection[Branch] = (),
    by: Acting,
    now: datetime,
) -> Worker:
    """Somebody begins to work with residents. Refuses WorkerDoesNothing, WorkerAlready."""
    _look_at(facts)
    try:
        with transaction.atomic():
            worker = Worker.objects.create(
                service_id=current_service_id(), account=account, made_at=now, **_columns(facts)
            )
    except IntegrityError as twice:
        raise errors.WorkerAlready from twice
    _belong(worker, branches)
    ledger.record(kind=WORKER_JOINED, by=by, now=now, links={"kind": facts.kind.value})
    return worker


@action
def change_worker(
    *,
    worker: Worker,
    facts: WorkerFacts,
    account: Account | None,
    branches: Collection[Branch] = (),
    by: Acting,
    now: datetime,
) -> Worker:
    """Write down what has changed. Refuses WorkerDoesNothing, WorkerAlready."""
    _look_at(facts)
    locked = lock_worker(worker)
    for name, value in _columns(facts).items():
        setattr(locked, name, value)
    locked.account = account
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as twice:
        raise errors.WorkerAlready from twice
    locked.worker_branches.all().delete()
    _belong(locked, branches)
    return locked


@action
def end_worker(*, worker: Worker, by: Acting, now: datetime) -> Worker:
    """Somebody works here no longer, from today on. Twice is once."""
    locked = lock_worker(worker)
    if locked.ended_on is None:
        locked.ended_on = in_london(now).date()
        locked.save(update_fields=["ended_on"])
        ledger.record(kind=WORKER_ENDED, by=by, now=now, links={"kind": locked.kind})
    return locked


@action
def note_check(
    *,
    worker: Worker,
    kind: CheckKind,
    seen_on: date,
    expires_on: date | None = None,
    by: Acting,
    now: datetime,
) -> WorkerCheck:
    """It was seen: never kept. Refuses NotSeenYet, RunsOutBeforeItBegins."""
    _look_at_days(seen_on, expires_on, now)
    return WorkerCheck.objects.create(
        service_id=worker.service_id,
        worker=lock_worker(worker),
        kind=kind,
        seen_on=seen_on,
        expires_on=expires_on,
        seen_by_id=account_of(by),
    )


@action
def note_training(
    *,
    worker: Worker,
    kind: TrainingKind,
    done_on: date,
    expires_on: date | None = None,
    by: Acting,
    now: datetime,
) -> WorkerTraining:
    """It was learned. Refuses NotSeenYet, RunsOutBeforeItBegins."""
    _look_at_days(done_on, expires_on, now)
    return WorkerTraining.objects.create(
        service_id=worker.service_id,
        worker=lock_worker(worker),
        kind=kind,
        done_on=done_on,
        expires_on=expires_on,
    )


@action
def set_availability(
    *, worker: Worker, times: Sequence[tuple[int, int, int]], by: Acting, now: datetime
) -> None:
    """Their week from now on, instead of what it was: (weekday from Monday 0, from minute, until minute) each.

    Refuses TimesOverlap.
    """
    locked = lock_worker(worker)
    locked.availability.all().delete()
    rows = [
        Availability(
            service_id=locked.service_id,
            worker=locked,
            weekday=weekday,
            begins=begins,
            ends=ends,
        )
        for weekday, begins, ends in times
    ]
    try:
        with transaction.atomic():
            Availability.objects.bulk_create(rows)
    except IntegrityError as overlap:
        raise errors.TimesOverlap from overlap


@action
def add_absence(
    *,
    worker: Worker,
    first: date,
    until: date | None,
    why: AbsenceWhy,
    by: Acting,
    now: datetime,
) -> Absence:
    """They are away from the first day until (not with) the day they are back. Refuses AwayAlready, BackBeforeGone."""
    locked = lock_worker(worker)
    if until is not None and until <= first:
        raise errors.BackBeforeGone
    try:
        with transaction.atomic():
            return Absence.objects.create(
                service_id=locked.service_id, worker=locked, first=first, until=until, why=why
            )
    except IntegrityError as overlap:
        raise errors.AwayAlready from overlap


@action
def end_absence(*, absence: Absence, until: date, by: Acting, now: datetime) -> None:
    """They are back on this day; before the first day of it, they were never away."""
    lock_worker(absence.worker)
    found = Absence.objects.get(pk=absence.pk)
    if until <= found.first:
        found.delete()
        return
    found.until = min(until, found.until) if found.until else until
    found.save(update_fields=["until"])


@action
def note_time(
    *, worker: Worker, day: date, minutes: int, doing: Doing, by: Acting, now: datetime
) -> WorkedTime:
    """Time given on a day. The hours of volunteers are counted, of staff are not. Refuses MoreThanADay."""
    if not 1 <= minutes <= 24 * 60:
        raise errors.MoreThanADay
    made = WorkedTime.objects.create(
        service_id=worker.service_id, worker=worker, day=day, minutes=minutes, doing=doing
    )
    if worker.kind == WorkerKind.VOLUNTEER:
        ledger.record(
            kind=TIME_GIVEN, by=by, now=now, quantity=minutes, links={"doing": doing.value}
        )
    return made


@action
def forget_old_workers(*, now: datetime) -> int:
    """Drop who ended long ago, with checks, week, absences and times; the minutes given stay in the ledger.

    Where another room still keeps what they did, their row stays without a name until that goes too.
    """
    before = in_london(now - KEPT_FOR).date()
    rows = 0
    for worker in Worker.objects.filter(ended_on__lt=before).select_for_update():
        try:
            with transaction.atomic():
                rows += worker.delete()[0]
        except ProtectedError:
            rows += Worker.objects.filter(pk=worker.pk).exclude(name="").update(
                name="", note="", languages=[], account=None
            )  # fmt: skip
    return rows


def lock_worker(worker: Worker) -> Worker:
    """Alone with a worker's row until the end of the transaction."""
    return Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)


def _look_at(facts: WorkerFacts) -> None:
    if not facts.doing:
        raise errors.WorkerDoesNothing


def _columns(facts: WorkerFacts) -> dict[str, object]:
    return {
        "name": " ".join(facts.name.split()),
        "kind": facts.kind,
        "doing": sorted(each.value for each in facts.doing),
        "languages": [" ".join(each.split()) for each in facts.languages if each.strip()],
        "most_calls": facts.most_calls,
        "note": facts.note.strip(),
    }


def _belong(worker: Worker, branches: Collection[Branch]) -> None:
    WorkerBranch.objects.bulk_create(
        WorkerBranch(service_id=worker.service_id, worker=worker, branch=branch)
        for branch in branches
    )


def _look_at_days(day: date, expires_on: date | None, now: datetime) -> None:
    if day > in_london(now).date():
        raise errors.NotSeenYet
    if expires_on is not None and expires_on <= day:
        raise errors.RunsOutBeforeItBegins
