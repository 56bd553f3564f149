"""The cast of the demo. Door of the room."""

from .accounts import CAST, DemoPerson, demo_people

__all__ = ["CAST", "DemoPerson", "demo_people"]
