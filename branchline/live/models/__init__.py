"""Tables of the room live. Door of the room."""

from .broadcasts import RUNNING, TO_BEGIN, Broadcast, Pace, Standing, new_prefix
from .captions import CaptionVersion, Way
from .counts import Certificate, Minute
from .cues import Cue
from .listings import LiveListing
from .push_doors import PushDoor
from .questions import LONGEST_NAME, LONGEST_QUESTION, Question, QuestionState
from .replays import Replay
from .run_sheet import FREE, SAID_WHY, Basis, ItemKind, Line, RunItem
from .sessions import PUSHED, Session, Source
from .ticks import Check, Tick

__all__ = [
    "PUSHED",
    "Basis",
    "Broadcast",
    "CaptionVersion",
    "Certificate",
    "Check",
    "Cue",
    "FREE",
    "ItemKind",
    "LONGEST_NAME",
    "LONGEST_QUESTION",
    "Line",
    "LiveListing",
    "Minute",
    "Pace",
    "PushDoor",
    "Question",
    "QuestionState",
    "RUNNING",
    "Replay",
    "RunItem",
    "SAID_WHY",
    "Session",
    "Source",
    "Standing",
    "TO_BEGIN",
    "Tick",
    "Way",
    "new_prefix",
]
