"""Writes of the room campaigns. Door of the room."""

from .choose import choose_event
from .gather import gather, publish_entries
from .join import join_campaign, leave_campaign, set_rule
from .keep_campaign import change_campaign, create_campaign, open_campaign

__all__ = [
    "change_campaign",
    "choose_event",
    "create_campaign",
    "gather",
    "join_campaign",
    "leave_campaign",
    "open_campaign",
    "publish_entries",
    "set_rule",
]
