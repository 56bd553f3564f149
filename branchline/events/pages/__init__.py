"""The public's pages: find what is on, book, cancel."""

from .booking import book, cancel, cancel_mine, code, done, join
from .finding import home, near, whats_on
from .occurrence import occurrence
from .waiting import log, my_place, waiting, waiting_rule

__all__ = [
    "book",
    "cancel",
    "cancel_mine",
    "code",
    "done",
    "home",
    "join",
    "log",
    "my_place",
    "near",
    "occurrence",
    "waiting",
    "waiting_rule",
    "whats_on",
]
