"""Tables of the room calls. Door of the room."""

from ..ladder import HEARD, MISSED, History, Hours, Ladder, Outcome
from ..rota import Why
from .attempts import (
    LONGEST_NOTE,
    Attempt,
    CallNeed,
    Conversation,
    NeedKind,
    NeedState,
    Urgency,
)
from .cohorts import Cohort, Elsewhere, Rule
from .lines import Line, Stopped
from .packs import Pack, PackPerson
from .people import HOURS_OF_WEEK, Callee, KeptApart, RoundPerson, Standing
from .rota import RotaPair, RotaWeek
from .rounds import UNLIKE, CallRound, HandOn, RoundCaller, RoundKind
from .screening import SCREENING_HOLDS, NumbersTaken, Screening, ScreeningAnswer
from .scripts import Script

__all__ = [
    "HEARD",
    "HOURS_OF_WEEK",
    "LONGEST_NOTE",
    "MISSED",
    "SCREENING_HOLDS",
    "UNLIKE",
    "Attempt",
    "CallNeed",
    "CallRound",
    "Cohort",
    "Elsewhere",
    "Rule",
    "Callee",
    "Conversation",
    "HandOn",
    "History",
    "Hours",
    "KeptApart",
    "Ladder",
    "Line",
    "NeedKind",
    "NeedState",
    "NumbersTaken",
    "Outcome",
    "Pack",
    "PackPerson",
    "RotaPair",
    "RotaWeek",
    "RoundCaller",
    "RoundKind",
    "RoundPerson",
    "Screening",
    "ScreeningAnswer",
    "Script",
    "Standing",
    "Stopped",
    "Urgency",
    "Why",
]
