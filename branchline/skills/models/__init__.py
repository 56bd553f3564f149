"""Tables of the room. Door."""

from .plans import (
    GOAL_LIMIT,
    LONGEST,
    NOTE_LIMIT,
    STEP_LIMIT,
    WORDS_LIMIT,
    Plan,
    Session,
    SkillCheck,
)
from .words import CameTo, Ending, Moment, Onward

__all__ = [
    "GOAL_LIMIT",
    "LONGEST",
    "NOTE_LIMIT",
    "STEP_LIMIT",
    "WORDS_LIMIT",
    "CameTo",
    "Ending",
    "Moment",
    "Onward",
    "Plan",
    "Session",
    "SkillCheck",
]
