"""Desk: callers ring whose turn it is; coordinators see to the rounds."""

from .calling import done, hand_back, here, home, next_one, now

__all__ = ["done", "hand_back", "here", "home", "next_one", "now"]
