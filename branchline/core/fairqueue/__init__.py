"""A queue whose order anyone can work out again from its log. The rule stands in README.md."""

from branchline.core.models import EntryState, FairQueue, QueueEntry, QueueLine

from .errors import HasClosed, NotOffered, NotWaiting
from .export import lines_of
from .queue import (
    accept,
    change,
    close,
    decline,
    draw,
    expire,
    fill,
    join,
    leave,
    open_queue,
    pause,
    put_off,
    resume,
)
from .rule import Criterion, Rule, Tie
from .standing import Standing, standing

__all__ = [
    "Criterion",
    "EntryState",
    "FairQueue",
    "HasClosed",
    "NotOffered",
    "NotWaiting",
    "QueueEntry",
    "QueueLine",
    "Rule",
    "Standing",
    "Tie",
    "accept",
    "change",
    "close",
    "decline",
    "draw",
    "expire",
    "fill",
    "join",
    "leave",
    "lines_of",
    "open_queue",
    "pause",
    "put_off",
    "resume",
    "standing",
]
