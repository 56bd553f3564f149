"""Reads of the room campaigns. Door of the room.

What the public and the organiser see comes from published tables and needs no service; choices and
sources are a service's own and need its scope.
"""

from .campaigns import (
    campaign_at,
    campaign_on,
    campaigns_run_by,
    joining_of,
    joinings_to_add_up,
    joinings_to_gather,
    my_campaigns,
    organisers_of,
    rule_in_words,
    services_in,
    services_left_out,
    shown_campaigns,
)
from .desk import EventAtDesk, events_at_desk
from .entries import Asked, EntryCard, entries, entries_near, taste
from .sources import fed_events, source_called, sources_of
from .toolkits import Paper, newest_toolkit, paper_of, papers_of, toolkit_called, toolkit_file
from .totals import (
    Numbers,
    Piece,
    ServiceNumbers,
    by_region,
    matching,
    numbers,
    of_services,
    pieces,
    points,
    turnout,
)
from .wards import ByWard, WardLine, by_ward

__all__ = [
    "Asked",
    "ByWard",
    "EntryCard",
    "EventAtDesk",
    "Numbers",
    "Paper",
    "Piece",
    "ServiceNumbers",
    "WardLine",
    "by_region",
    "by_ward",
    "campaign_at",
    "campaign_on",
    "campaigns_run_by",
    "points",
    "turnout",
    "entries",
    "entries_near",
    "fed_events",
    "events_at_desk",
    "joining_of",
    "joinings_to_add_up",
    "joinings_to_gather",
    "matching",
    "my_campaigns",
    "newest_toolkit",
    "numbers",
    "of_services",
    "organisers_of",
    "paper_of",
    "papers_of",
    "pieces",
    "rule_in_words",
    "services_in",
    "services_left_out",
    "shown_campaigns",
    "source_called",
    "sources_of",
    "taste",
    "toolkit_called",
    "toolkit_file",
]
