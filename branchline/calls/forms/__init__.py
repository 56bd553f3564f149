"""Forms of the room: the shape of input only."""

from .calling import CallForm, HandBackForm
from .rounds import EndForm, PutOnForm, RoundForm

__all__ = ["CallForm", "EndForm", "HandBackForm", "PutOnForm", "RoundForm"]
