"""Reads of the room. Door."""

from .clocks import Clocks, OnTheLadder, clocks, waiting_for_a_step
from .concerns import (
    Received,
    concern_at,
    concerns_about,
    events_of,
    raised_by_me,
    reads_of,
    received,
    register,
)
from .duties import (
    duties_here,
    duty_numbers,
    hours_here,
    nobody_is_set,
    office_here,
    on_duty,
    who_handles,
)
from .tasks import (
    TaskLists,
    about,
    due_today,
    may_touch,
    open_tasks,
    task_at,
    tasks_about,
    tasks_for,
    with_the_managers,
)

__all__ = [
    "Clocks",
    "OnTheLadder",
    "Received",
    "TaskLists",
    "about",
    "clocks",
    "concern_at",
    "concerns_about",
    "due_today",
    "duties_here",
    "duty_numbers",
    "events_of",
    "hours_here",
    "may_touch",
    "nobody_is_set",
    "office_here",
    "on_duty",
    "open_tasks",
    "raised_by_me",
    "reads_of",
    "received",
    "register",
    "task_at",
    "tasks_about",
    "tasks_for",
    "waiting_for_a_step",
    "who_handles",
    "with_the_managers",
]
