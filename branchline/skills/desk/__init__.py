"""Desk: a champion’s learners; the coordinator’s plans; what people can do; what came of it."""

from .checks import check, paper
from .mine import mine, my_check, my_paper, session
from .plans import change, end, of_person, plan, plans, results

__all__ = [
    "change",
    "check",
    "end",
    "mine",
    "my_check",
    "my_paper",
    "of_person",
    "paper",
    "plan",
    "plans",
    "results",
    "session",
]
