"""Public pages of the room campaigns."""

from .campaign import campaign, counts
from .list import campaigns
from .papers import paper, papers
from .wards import wards, wards_csv, wards_to_choose

__all__ = [
    "campaign",
    "campaigns",
    "counts",
    "paper",
    "papers",
    "wards",
    "wards_csv",
    "wards_to_choose",
]
