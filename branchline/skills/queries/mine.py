"""What a champion sees: those they lead, by first name and goal, and nothing else of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from branchline.people.models import Worker

from ..data import Task, framework
from ..errors import NoSuchPlan
from ..models import Plan


@dataclass(frozen=True)
class Learner:
    """One of theirs. `matters`: the tasks of the plan; `last_step`: what was left; `checked`: asked what they can do."""

    public_id: str
    first_name: str
    goal: str
    version: str
    matters: Sequence[Task]
    last_on: date | None
    last_step: str
    checked: bool


def my_learners(worker: Worker) -> list[Learner]:
    """Whose plan runs and who live, those not seen for longest first. One query."""
    rows = Plan.objects.filter(champion=worker).running().of_the_living().with_names()
    return sorted(map(_learner, rows.order_by("pk")), key=lambda each: each.last_on or date.min)


def my_learner(worker: Worker | None, *, public_id: str) -> tuple[Plan, Learner]:
    """The plan for the action, and what may be shown of it. Raises NoSuchPlan. One query."""
    rows = Plan.objects.filter(champion=worker).running().of_the_living().with_names()
    plan = rows.filter(public_id=public_id).first() if worker else None
    if plan is None:
        raise NoSuchPlan
    return plan, _learner(plan)


def _learner(plan: Plan) -> Learner:
    told: Any = plan  # with what `with_names` adds
    return Learner(
        plan.public_id, plan.first_name, plan.goal, plan.framework, framework(plan.framework).in_order(plan.tasks),
        told.last_on, told.last_step or "", told.was_checked,
    )  # fmt: skip
