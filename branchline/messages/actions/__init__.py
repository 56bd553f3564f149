"""Writes of the room messages. Door of the room."""

from .send import send

__all__ = ["send"]
