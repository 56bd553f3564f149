"""Forms of the room: the shape of input only."""

from .calling import CallForm, HandBackForm
from .rounds import PutOnForm, RoundForm

__all__ = ["CallForm", "HandBackForm", "PutOnForm", "RoundForm"]
