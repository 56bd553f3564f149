"""Tables of the room campaigns. Door of the room."""

from .campaigns import NEVER_A_SLUG, Campaign, Colour, Standing
from .entries import Choice, Entry, Joining, Verdict
from .terms import AUDIENCES, Rule

__all__ = [
    "AUDIENCES",
    "Campaign",
    "Choice",
    "Colour",
    "Entry",
    "Joining",
    "NEVER_A_SLUG",
    "Rule",
    "Standing",
    "Verdict",
]
