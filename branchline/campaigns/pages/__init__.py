"""Public pages of the room campaigns."""

from .campaign import campaign, counts
from .list import campaigns
from .wards import wards, wards_csv, wards_to_choose

__all__ = ["campaign", "campaigns", "counts", "wards", "wards_csv", "wards_to_choose"]
