"""Desk: the organiser's, over the country, and each service's own."""

from .organiser import change, new, open_it, organised, overview
from .service import choose, join, leave, one, ours, rule
from .sources import add, judge_one, source, sources
from .toolkit import paper, papers, toolkit, toolkit_zip
from .wards import wards

__all__ = [
    "add",
    "change",
    "choose",
    "join",
    "judge_one",
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
    "source",
    "sources",
    "toolkit",
    "toolkit_zip",
    "wards",
]
