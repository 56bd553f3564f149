"""The public's pages: find what is on, book, cancel."""

from .booking import book, cancel, cancel_mine, code, done, join
from .finding import home, near, whats_on
from .occurrence import occurrence

__all__ = [
    "book",
    "cancel",
    "cancel_mine",
    "code",
    "done",
    "home",
    "join",
    "near",
    "occurrence",
    "whats_on",
]
