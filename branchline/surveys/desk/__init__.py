"""Desk: what is asked, what it came to, and paper."""

from .lists import close, new, surveys
from .paper import enter, paper, paper_form, poster, take_back
from .reading_out import read_out
from .results import answers_csv, asked, remarks, results_csv, strike, survey

__all__ = [
    "answers_csv",
    "asked",
    "close",
    "enter",
    "new",
    "paper",
    "paper_form",
    "poster",
    "read_out",
    "remarks",
    "results_csv",
    "strike",
    "survey",
    "surveys",
    "take_back",
]
