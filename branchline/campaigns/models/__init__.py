"""Tables of the room campaigns. Door of the room."""

from .campaigns import NEVER_A_SLUG, Campaign, Colour, Standing
from .entries import Choice, Entry, Joining, Verdict
from .terms import AUDIENCES, Rule
from .toolkits import KEPT_FOR, PURPOSE, Toolkit

__all__ = [
    "AUDIENCES",
    "Campaign",
    "Choice",
    "Colour",
    "Entry",
    "Joining",
    "KEPT_FOR",
    "NEVER_A_SLUG",
    "PURPOSE",
    "Rule",
    "Standing",
    "Toolkit",
    "Verdict",
]
