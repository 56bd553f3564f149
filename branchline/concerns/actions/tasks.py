"""Add a task, take it, give it, put it off, and say what came of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import london
from branchline.core.ledger import Kind
from branchline.core.permits import Role
from branchline.core.scoping import current_service_id
from branchline.people.models import Account, Resident
from branchline.places.models import Branch

from ..errors import DoesNotWorkHere, SayWhatToDo, SayWhyDropped, TaskHasEnded, TaskIsTaken
from ..measures import TASK_ADDED, TASK_DONE, TASK_DROPPED
from ..models import Priority, Task, TaskState
from ..models.tasks import OUTCOME_LIMIT, WHAT_LIMIT
from ..permits import STAFF
from ..queries.tasks import does_tasks
from .by_whom import account_of


@action
def add_task(
    *,
    what: str,
    kind: str,
    key: str,
    due: date | datetime,
    owner: Account | None = None,
    roles: Sequence[Role] = (),
    branch: Branch | None = None,
    resident: Resident | None = None,
    priority: Priority = Priority.USUAL,
    link: tuple[str, str] | None = None,
    by: Acting,
    now: datetime,
) -> Task:
    """Something to be done by a day, or by a moment. Once per `key` ("calls.debrief:k7mp2x9d3f") of a service.

    Without an owner, people of these `roles` (branch staff, events leads and managers if none is said) may take it,
    those of the `branch` if there is one. `link`: the page it came from, ("calls:desk_call", its public id).
    Refuses SayWhatToDo.
    """
    sentence = " ".join(what.split())[:WHAT_LIMIT]
    if not sentence:
        raise SayWhatToDo
    due_at, whole_day = _due(due)
    name, link_key = link or ("", "")
    task, made = Task.objects.get_or_create(
        service_id=current_service_id(),
        key=key,
        defaults={
            "kind": kind,
            "what": sentence,
            "resident": resident,
            "owner": owner,
            "for_roles": sorted(role.value for role in (roles or STAFF)),
            "branch": branch,
            "due_at": due_at,
            "whole_day": whole_day,
            "priority": priority,
            "link_name": name,
            "link_key": link_key,
            "made_at": now,
            "made_by_id": account_of(by),
        },
    )
    if made:
        _record(TASK_ADDED, task, by, now)
    return task


@action
def take_task(*, task: Task, by: Acting, now: datetime) -> Task:
    """Make a task one's own: nobody's, or of somebody who no longer works here. Twice is once. Refuses TaskIsTaken,
    TaskHasEnded."""
    locked = _open(task)
    me = account_of(by)
    if me is None:
        raise DoesNotWorkHere
    if locked.owner_id == me:
        return locked
    if locked.owner_id is not None and does_tasks(account=locked.owner_id, now=now):
        raise TaskIsTaken
    return _given_to(locked, me)


@action
def give_task(*, task: Task, owner: Account | None, by: Acting, now: datetime) -> Task:
    """Give a task to a colleague, or back to everybody (None). Refuses DoesNotWorkHere, TaskHasEnded."""
    locked = _open(task)
    if owner is not None and not does_tasks(account=owner.pk, now=now):
        raise DoesNotWorkHere
    return _given_to(locked, owner.pk if owner else None)


@action
def reschedule_task(*, task: Task, due: date | datetime, by: Acting, now: datetime) -> Task:
    """Another day or moment. Refuses TaskHasEnded."""
    locked = _open(task)
    locked.due_at, locked.whole_day = _due(due)
    locked.save(update_fields=["due_at", "whole_day"])
    return locked


@action
def finish_task(*, task: Task, outcome: str = "", by: Acting, now: datetime) -> Task:
    """It is done, and perhaps what came of it. Twice is once. Refuses TaskHasEnded (it was dropped)."""
    return _end(task, TaskState.DONE, outcome, TASK_DONE, by, now)


@action
def drop_task(*, task: Task, because: str, by: Acting, now: datetime) -> Task:
    """Nobody needs to do it any more, and why. Twice is once. Refuses SayWhyDropped, TaskHasEnded (it was done)."""
    if not because.strip():
        raise SayWhyDropped
    return _end(task, TaskState.DROPPED, because, TASK_DROPPED, by, now)


def _end(task: Task, state: TaskState, outcome: str, kind: Kind, by: Acting, now: datetime) -> Task:
    locked = Task.objects.select_for_update().get(pk=task.pk)
    if locked.state == state:
        return locked
    if locked.state != TaskState.OPEN:
        raise TaskHasEnded
    locked.state, locked.outcome = state, outcome.strip()[:OUTCOME_LIMIT]
    locked.ended_at, locked.ended_by_id = now, account_of(by)
    locked.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
    _record(kind, locked, by, now)
    return locked


def _open(task: Task) -> Task:
    locked = Task.objects.select_for_update().get(pk=task.pk)
    if locked.state != TaskState.OPEN:
        raise TaskHasEnded
    return locked


def _given_to(task: Task, account: int | None) -> Task:
    task.owner_id = account
    task.save(update_fields=["owner"])
    return task


def _due(due: date | datetime) -> tuple[datetime, bool]:
    """A day is over at its midnight in London."""
    if isinstance(due, datetime):
        return due, False
    after = due + timedelta(days=1)
    return london(after.year, after.month, after.day), True


def _record(kind: Kind, task: Task, by: Acting, now: datetime) -> None:
    ledger.record(kind=kind, by=by, now=now, branch_id=task.branch_id, links={"kind": task.kind})
