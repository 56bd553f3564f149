"""The cast of the demo. Door of the room."""

from .accounts import CAST, ELSEWHERE, HOME, DemoPerson, demo_people

__all__ = ["CAST", "ELSEWHERE", "HOME", "DemoPerson", "demo_people"]
