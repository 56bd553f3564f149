"""The messages of the room people, by name. Found through the nameplate."""

from .accounts import INVITED

__all__ = ["INVITED"]
