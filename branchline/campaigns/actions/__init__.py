"""Writes of the room campaigns. Door of the room."""

from .add_up import add_up
from .choose import choose_event
from .gather import gather, publish_entries
from .join import join_campaign, leave_campaign, set_rule
from .keep_campaign import change_campaign, create_campaign, open_campaign
from .make_toolkit import ask_for_toolkit, hand_in_toolkit, say_how_far
from .sources import add_source, judge, remove_source, trust_source
from .take_in import could_not_read, take_in

__all__ = [
    "add_source",
    "add_up",
    "ask_for_toolkit",
    "change_campaign",
    "choose_event",
    "could_not_read",
    "create_campaign",
    "gather",
    "hand_in_toolkit",
    "join_campaign",
    "judge",
    "leave_campaign",
    "open_campaign",
    "publish_entries",
    "remove_source",
    "say_how_far",
    "set_rule",
    "take_in",
    "trust_source",
]
