"""Writes of the room places. Door of the room."""

from .change_access import change_access
from .change_hours import announce_days, change_hours, withdraw_days
from .codes import poster_code, poster_codes
from .follow_list import follow_list
from .give_host import give_host
from .keep_branch import (
    Address,
    add_branch,
    close_branch,
    describe_branch,
    move_branch,
    reopen_branch,
)
from .keep_seasons import plan_season, withdraw_season
from .keep_service import change_service, merge_services
from .keep_stops import add_stop, remove_stop
from .move_service import move_service
from .read_words import read_words

__all__ = [
    "Address",
    "add_branch",
    "add_stop",
    "announce_days",
    "change_access",
    "change_hours",
    "change_service",
    "close_branch",
    "describe_branch",
    "follow_list",
    "give_host",
    "merge_services",
    "move_branch",
    "move_service",
    "plan_season",
    "poster_code",
    "poster_codes",
    "read_words",
    "remove_stop",
    "reopen_branch",
    "withdraw_days",
    "withdraw_season",
]
