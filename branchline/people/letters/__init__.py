"""The messages of the room people, by name. Found through the nameplate."""

from .accounts import INVITED
from .contacts import PROVE

__all__ = ["INVITED", "PROVE"]
