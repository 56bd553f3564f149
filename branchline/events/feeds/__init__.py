"""What machines fetch: calendars to subscribe to, one date for a calendar, and news of what is on.

Everything is read from the published table; nobody's booking is in a feed.
"""

from .atom import service_atom
from .calendars import branch_calendar, occurrence_calendar, service_calendar
from .structured import event_json_ld

__all__ = [
    "branch_calendar",
    "event_json_ld",
    "occurrence_calendar",
    "service_atom",
    "service_calendar",
]
