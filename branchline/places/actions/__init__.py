"""Writes of the room places. Door of the room."""

from .change_access import change_access
from .change_hours import announce_days, change_hours, withdraw_days
from .move_service import move_service

__all__ = ["announce_days", "change_access", "change_hours", "move_service", "withdraw_days"]
