"""Reads of tasks. A task whose owner no longer works here stands with the managers: it is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from branchline.core.clock import in_london, london
from branchline.core.permits import Holding, Role
from branchline.core.scoping import current_service_id
from branchline.people.actions import keys_of_person
from branchline.people.models import Account, Membership, Resident

from ..models import Task
from ..permits import DO_TASKS


@dataclass(frozen=True)
class TaskLists:
    """What the page of tasks shows, most urgent first: what is overdue, then by day."""

    mine: list[Task]
    ours: list[Task]
    """Nobody's yet, for this person's role at their branches."""
    orphans: list[Task]
    """For managers: the owner no longer works here."""


def open_tasks(*, kind: str = "", resident: Resident | None = None) -> QuerySet[Task]:
    """Tasks to do, of a kind ("calls.visit") or of a room's ("calls."), perhaps about somebody; the first due
    first. One query, two or three with a resident."""
    rows = Task.objects.open().filter(**({"kind__startswith": kind} if kind.endswith(".") else {}))
    if kind and not kind.endswith("."):
        rows = rows.filter(kind=kind)
    if resident is not None:
        rows = rows.filter(resident__in=record_numbers(resident))
    return _with_names(rows)


def tasks_about(*, resident: Resident) -> QuerySet[Task]:
    """Every task about somebody, whatever became of it, also of records that became theirs. At most four queries."""
    rows = Task.objects.filter(resident__in=record_numbers(resident))
    return rows.select_related("owner", "branch").order_by("-due_at", "-pk")


def record_numbers(resident: Resident) -> list[int]:
    """The row of a resident and those merged into it."""
    keys = (key.partition(":") for key in keys_of_person(resident))
    return [int(number) for kind, _colon, number in keys if kind == "resident"]


def task_at(*, public_id: str) -> Task | None:
    """By its public id, with names."""
    found = Task.objects.filter(public_id=public_id)
    return found.select_related("owner", "branch", "resident", "ended_by", "made_by").first()


def tasks_for(
    *, account: int | None, holdings: Sequence[Holding], now: datetime, limit: int = 200
) -> TaskLists:
    """What somebody may do, in three lists. At most three queries."""
    ours = Task.objects.open().filter(owner__isnull=True).filter(may_take(holdings))
    manages = any(holding.role is Role.SERVICE_MANAGER for holding in holdings)
    return TaskLists(
        list(_with_names(Task.objects.open().filter(owner=account))[:limit]) if account else [],
        list(_with_names(ours)[:limit]),
        list(_with_names(with_the_managers(now=now))[:limit]) if manages else [],
    )


def due_today(
    *, account: int, holdings: Sequence[Holding] = (), now: datetime
) -> tuple[int, int, int]:
    """How many of somebody's tasks are to be done by the end of today, how many are late, and how many late ones that they
    may take nobody has. One query."""
    after = in_london(now).date() + timedelta(days=1)
    midnight = london(after.year, after.month, after.day)
    mine, late = Q(owner=account), Q(due_at__lte=now)
    nobodys = Q(owner__isnull=True) & may_take(holdings)
    found = Task.objects.due_by(midnight).aggregate(
        due=Count("pk", filter=mine & ~late),
        late=Count("pk", filter=mine & late),
        untaken=Count("pk", filter=nobodys & late),
    )
    return found["due"], found["late"], found["untaken"]


def may_take(holdings: Sequence[Holding]) -> Q:
    """Tasks of nobody that are for one of these roles, at their branches or at none."""
    rows = Q(pk__in=[])
    for holding in holdings:
        if holding.role not in DO_TASKS.roles:
            continue
        mine = Q(for_roles__contains=[holding.role.value])
        if holding.role is Role.SERVICE_MANAGER:
            mine = Q()
        if holding.reach.branch_ids is not None:
            mine &= Q(branch__isnull=True) | Q(branch__in=sorted(holding.reach.branch_ids))
        rows |= mine & Q(service_id=current_service_id())
    return rows


def with_the_managers(*, now: datetime) -> QuerySet[Task]:
    """Tasks to do whose owner no longer works here, or never had a page of tasks. One query."""
    works = _does_tasks(now).filter(account=OuterRef("owner"))
    return Task.objects.open().filter(~Exists(works), owner__isnull=False)


def who_does_tasks(*, now: datetime) -> list[Account]:
    """Colleagues who have a page of tasks today, by name: to whom one can be given. One query."""
    found = {m.account_id: m.account for m in _does_tasks(now).select_related("account")}
    return sorted(found.values(), key=lambda account: str(account).casefold())


def does_tasks(*, account: int, now: datetime) -> bool:
    """Whether somebody has a page of tasks here today. One query."""
    return _does_tasks(now).filter(account=account).exists()


def _does_tasks(now: datetime) -> QuerySet[Membership]:
    rows = Membership.objects.filter(
        service_id=current_service_id(), account__is_active=True, role__in=DO_TASKS.roles
    )
    return rows.valid_on(in_london(now).date())


def may_touch(
    *, task: Task, account: int | None, holdings: Sequence[Holding], now: datetime
) -> bool:
    """Whether somebody may see a task and do something about it: its owner, a manager, whoever may take it, and
    whoever made it."""
    if not DO_TASKS.allows(holdings, task):
        return False
    if account is not None and account in (task.owner_id, task.made_by_id):
        return True
    if any(holding.role is Role.SERVICE_MANAGER for holding in holdings):
        return True
    return Task.objects.filter(may_take(holdings), pk=task.pk, owner__isnull=True).exists()


def _with_names(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related("owner", "branch").order_by("due_at", "priority", "pk")


def about(person: str) -> dict[str, list[dict[str, str]]]:
    """What this room gives into the copy of a record ("resident:7"): tasks. One query."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return {}
    rows = Task.objects.filter(resident=int(number)).order_by("pk")
    return {
        "tasks": [
            {
                "what": row.what,
                "due": row.due_at.isoformat(),
                "status": row.get_state_display(),
                "outcome": row.outcome,
            }
            for row in rows
        ]
    }
