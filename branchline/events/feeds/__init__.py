"""What machines fetch: calendars to subscribe to, one date for a calendar, and news of what is on.

Everything is read from the published tables, and nobody's booking is in a feed but in their own.
"""

from .atom import service_atom
from .bookings import booking_calendar, calendar_of, calendar_of_term
from .calendars import branch_calendar, occurrence_calendar, series_calendar, service_calendar
from .openactive import openactive
from .structured import event_json_ld

__all__ = [
    "booking_calendar",
    "branch_calendar",
    "calendar_of",
    "calendar_of_term",
    "event_json_ld",
    "occurrence_calendar",
    "openactive",
    "series_calendar",
    "service_atom",
    "service_calendar",
]
