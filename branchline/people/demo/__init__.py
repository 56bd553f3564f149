"""The cast of the demo. Door of the room."""

from .accounts import CAST, ELSEWHERE, HOME, DemoPerson, at_the_desk, demo_people

__all__ = ["CAST", "ELSEWHERE", "HOME", "DemoPerson", "at_the_desk", "demo_people"]
