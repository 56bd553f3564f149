"""Reads of the room. Door of the room."""

from .broadcasts import broadcast_at, broadcasts_of, dates_to_send
from .cues import last_cue, with_taps
from .listings import listed, listed_now
from .run_sheet import earlier_sheets, item_at, not_cleared, sheet_of

__all__ = [
    "listed",
    "listed_now",
    "broadcast_at",
    "broadcasts_of",
    "dates_to_send",
    "earlier_sheets",
    "item_at",
    "last_cue",
    "not_cleared",
    "sheet_of",
    "with_taps",
]
