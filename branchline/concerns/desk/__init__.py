"""Desk: raise a concern, handle concerns, name who hears of them; tasks."""

from .duties import duties
from .handling import concern, concerns
from .raising import raise_one, received_one
from .tasks import task, tasks

__all__ = [
    "concern",
    "concerns",
    "duties",
    "raise_one",
    "received_one",
    "task",
    "tasks",
]
