"""Files that this room takes."""

from .colleagues import Colleagues
from .members import Members

__all__ = ["Colleagues", "Members"]
