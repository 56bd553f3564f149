"""How a session went, and what somebody says that they can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.people.actions import note_time
from branchline.people.actions.written import account_of
from branchline.people.models import Doing, Worker

from ..data import Can, framework
from ..errors import NothingSaid, NotYetThatDay, SayHowLong
from ..measures import CHECKED, SESSION
from ..models import LONGEST, Moment, Plan, Session, SkillCheck
from .plans import lock


@dataclass(frozen=True)
class Went:
    """A session: which day, how long, which tasks were practised, and what comes next."""

    held_on: date
    minutes: int
    tasks: Sequence[str] = ()
    next_step: str = ""
    note: str = ""


@action
def log_session(
    *, plan: Plan, worker: Worker, went: Went, by: Acting, now: datetime, key: str
) -> Session:
    """Written down by whoever led; the minutes count as given. What a worker lacks by now loses no session that was.

    The same key is once. Refuses PlanHasEnded, SayHowLong, NotYetThatDay.
    """

    def create() -> str:
        locked = lock(plan)
        _look_at(went, now)
        version = framework(locked.framework)
        made = Session.objects.create(
            service_id=locked.service_id, plan=locked, worker=worker, held_on=went.held_on, minutes=went.minutes,
            framework=version.key, tasks=[task.id for task in version.in_order(list(went.tasks))],
            next_step=" ".join(went.next_step.split()), note=" ".join(went.note.split()), noted_at=now,
        )  # fmt: skip
        note_time(worker=worker, day=went.held_on, minutes=went.minutes, doing=Doing.DEVICES, by=by, now=now)  # fmt: skip
        ledger.record(kind=SESSION, by=by, now=now, branch_id=locked.branch_id)
        return str(made.public_id)

    public_id, _new = once(key=key, action="skills.session", now=now, create=create)
    return Session.objects.get(public_id=public_id)


@action
def check_skills(
    *, plan: Plan, moment: Moment, answers: Mapping[str, str], by: Acting, now: datetime, key: str
) -> SkillCheck:
    """Kept as it was said, task by task, with the version that was asked; a task that was not asked is left out.

    After the end too: a paper may come back late. The same key is once. Refuses NothingSaid.
    """

    def create() -> str:
        version = framework(plan.framework)
        said = {task.id: Can(answers[task.id]).value for task in version.in_order(list(answers))}
        if not said:
            raise NothingSaid
        made = SkillCheck.objects.create(
            service_id=plan.service_id, plan=plan, moment=moment, framework=version.key, answers=said, said_at=now,
            by_id=account_of(by),
        )  # fmt: skip
        ledger.record(kind=CHECKED, by=by, now=now, branch_id=plan.branch_id, links={"moment": moment.value})  # fmt: skip
        return str(made.pk)

    number, _new = once(key=key, action="skills.check", now=now, create=create)
    return SkillCheck.objects.get(pk=int(number))


def _look_at(went: Went, now: datetime) -> None:
    def long() -> None:
        if not 1 <= went.minutes <= LONGEST:
            raise SayHowLong

    def been() -> None:
        if went.held_on > in_london(now).date():
            raise NotYetThatDay

    together(long, been)
