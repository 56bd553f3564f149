"""Writes of the room campaigns. Door of the room."""

from .choose import choose_event
from .gather import gather, publish_entries
from .join import join_campaign, leave_campaign, set_rule
from .keep_campaign import change_campaign, create_campaign, open_campaign
from .make_toolkit import ask_for_toolkit, hand_in_toolkit, say_how_far

__all__ = [
    "ask_for_toolkit",
    "change_campaign",
    "choose_event",
    "create_campaign",
    "gather",
    "hand_in_toolkit",
    "join_campaign",
    "leave_campaign",
    "open_campaign",
    "publish_entries",
    "say_how_far",
    "set_rule",
]
