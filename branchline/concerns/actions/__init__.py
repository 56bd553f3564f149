"""Writes of the room. Door."""

from .duties import end_duty, set_duty, set_hours
from .forget import forget, forget_old_concerns, forget_old_tasks
from .handle_concern import (
    acknowledge_concern,
    add_note,
    close_concern,
    decide_concern,
    note_read_of,
    reopen_concern,
)
from .ladder import tell_next_step
from .raise_concern import raise_concern
from .tasks import add_task, drop_task, finish_task, give_task, reschedule_task, take_task

__all__ = [
    "acknowledge_concern",
    "add_note",
    "add_task",
    "close_concern",
    "decide_concern",
    "drop_task",
    "end_duty",
    "finish_task",
    "forget",
    "forget_old_concerns",
    "forget_old_tasks",
    "give_task",
    "note_read_of",
    "raise_concern",
    "reopen_concern",
    "reschedule_task",
    "set_duty",
    "set_hours",
    "take_task",
    "tell_next_step",
]
