"""Reads of the room. Door."""

from .about import about
from .mine import Learner, my_learner, my_learners
from .plans import (
    QUIET,
    SHOWS,
    Compared,
    branches_to_choose,
    champions,
    check_of,
    compared,
    how_many_without,
    plan_at,
    plans_here,
    plans_of,
    plans_that_are,
    sessions_of,
    words_hold,
)
from .results import Line, Results, results

__all__ = [
    "QUIET",
    "SHOWS",
    "Compared",
    "Learner",
    "Line",
    "Results",
    "about",
    "branches_to_choose",
    "champions",
    "check_of",
    "compared",
    "how_many_without",
    "my_learner",
    "my_learners",
    "plan_at",
    "plans_here",
    "plans_of",
    "plans_that_are",
    "results",
    "sessions_of",
    "words_hold",
]
