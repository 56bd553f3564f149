"""Public pages of the room campaigns."""

from .campaign import campaign, counts
from .list import campaigns

__all__ = ["campaign", "campaigns", "counts"]
