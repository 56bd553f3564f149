"""Tables of the room live. Door of the room."""

from .broadcasts import RUNNING, Broadcast, Pace, Standing, new_prefix
from .listings import LiveListing
from .sessions import Session, Source

__all__ = [
    "Broadcast",
    "LiveListing",
    "Pace",
    "RUNNING",
    "Session",
    "Source",
    "Standing",
    "new_prefix",
]
