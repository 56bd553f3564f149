"""Staff's pages: the service's libraries, what each says of itself, and the service's own words."""

from .keeping import about, add, close, lists, move, reopen
from .libraries import access, hours, libraries, library, withdraw
from .rounds import add_season, drop_season, drop_stop, stops
from .service import drafts, readdress, service

__all__ = [
    "about",
    "access",
    "add",
    "add_season",
    "close",
    "drafts",
    "drop_season",
    "drop_stop",
    "hours",
    "libraries",
    "library",
    "lists",
    "move",
    "readdress",
    "reopen",
    "service",
    "stops",
    "withdraw",
]
