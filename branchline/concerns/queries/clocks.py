"""Concerns against the clock, as counts: for boards and managers. No content, nobody's name."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Min, Q, Value, When

from ..models import Concern

WAITING, LEAD, DEPUTY, DUTY, HELD = "waiting", "lead", "deputy", "duty", "held"


@dataclass(frozen=True)
class OnTheLadder:
    """How many open concerns stand at one step, and since when the oldest."""

    step: str
    """lead, deputy, duty: the last who was told, unacknowledged; held: somebody has it; waiting: nobody told yet."""
    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Clocks:
    """Open concerns and their clocks."""

    open: int
    unacknowledged: int
    late_to_acknowledge: int
    late_to_decide: int
    oldest: datetime | None
    ladder: tuple[OnTheLadder, ...]


def clocks(*, now: datetime) -> Clocks:
    """How many are open, how many clocks have run out, and who was told last. Two queries."""
    rows = Concern.objects.open()
    found = rows.aggregate(
        open=Count("pk"),
        unacknowledged=Count("pk", filter=Q(acknowledged_at__isnull=True)),
        late_to_acknowledge=Count("pk", filter=Q(acknowledged_at__isnull=True, acknowledge_by__lt=now)),
        late_to_decide=Count("pk", filter=Q(decided_at__isnull=True, decide_by__lt=now)),
        oldest=Min("raised_at"),
    )  # fmt: skip
    step = Case(
        When(acknowledged_at__isnull=False, then=Value(HELD)),
        When(steps_told=0, then=Value(WAITING)),
        When(steps_told=1, then=Value(LEAD)),
        When(steps_told=2, then=Value(DEPUTY)),
        default=Value(DUTY),
    )
    by_step = rows.annotate(step=step).values("step")
    counted = {
        row["step"]: OnTheLadder(row["step"], row["count"], row["oldest"])
        for row in by_step.annotate(count=Count("pk"), oldest=Min("clock_from")).order_by("step")
    }
    ladder = tuple(
        counted.get(each, OnTheLadder(each, 0, None))
        for each in (WAITING, LEAD, DEPUTY, DUTY, HELD)
    )
    return Clocks(**found, ladder=ladder)


def waiting_for_a_step(*, now: datetime) -> list[str]:
    """Public ids of concerns of which somebody is to be told now. One query, by a partial index."""
    rows = Concern.objects.waiting_for_a_step(now).order_by("next_step_at", "pk")
    return list(rows.values_list("public_id", flat=True))
