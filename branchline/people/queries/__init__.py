"""Reads of the room people. Door of the room."""

from .accounts import holdings_of

__all__ = ["holdings_of"]
