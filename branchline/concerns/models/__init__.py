"""Tables of the room. Door."""

from .concerns import (
    Concern,
    ConcernEvent,
    ConcernRead,
    Decision,
    Event,
    Told,
    Urgency,
)
from .duty import Position, SafeguardingDuty, SafeguardingHours
from .tasks import Priority, Task, TaskState

__all__ = [
    "Concern",
    "ConcernEvent",
    "ConcernRead",
    "Decision",
    "Event",
    "Position",
    "Priority",
    "SafeguardingDuty",
    "SafeguardingHours",
    "Task",
    "TaskState",
    "Told",
    "Urgency",
]
