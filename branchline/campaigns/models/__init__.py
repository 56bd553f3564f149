"""Tables of the room campaigns. Door of the room."""

from .campaigns import NEVER_A_SLUG, Campaign, Colour, Standing
from .entries import Choice, Entry, Joining, Verdict
from .sources import FedEvent, FedState, Problem, Source, SourceKind
from .terms import AUDIENCES, Rule
from .toolkits import KEPT_FOR, PURPOSE, Toolkit

__all__ = [
    "AUDIENCES",
    "Campaign",
    "Choice",
    "Colour",
    "Entry",
    "FedEvent",
    "FedState",
    "Joining",
    "KEPT_FOR",
    "NEVER_A_SLUG",
    "PURPOSE",
    "Problem",
    "Rule",
    "Source",
    "SourceKind",
    "Standing",
    "Toolkit",
    "Verdict",
]
