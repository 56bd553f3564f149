"""Desk: the organiser's, over the country, and each service's own."""

from .organiser import change, new, open_it, organised, overview
from .service import choose, join, leave, one, ours, rule
from .toolkit import paper, papers, toolkit, toolkit_zip

__all__ = [
    "change",
    "choose",
    "join",
    "leave",
    "new",
    "one",
    "open_it",
    "organised",
    "ours",
    "overview",
    "paper",
    "papers",
    "rule",
    "toolkit",
    "toolkit_zip",
]
