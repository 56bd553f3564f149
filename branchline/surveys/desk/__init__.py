"""Desk: what is asked, what it came to, and paper."""

from .lists import close, new, surveys
from .paper import enter, paper, take_back
from .results import answers_csv, asked, remarks, results_csv, strike, survey

__all__ = [
    "answers_csv",
    "asked",
    "close",
    "enter",
    "new",
    "paper",
    "remarks",
    "results_csv",
    "strike",
    "survey",
    "surveys",
    "take_back",
]
