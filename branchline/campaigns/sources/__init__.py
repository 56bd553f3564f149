"""What other systems say is on, read with distrust: fetched within limits, turned into plain values.

Knows no table: `actions.take_in` decides what becomes of it.
"""

from .calendars import read_calendar
from .fetching import fetch
from .found import CannotRead, Found, Reading
from .pages import read_page

__all__ = ["CannotRead", "Found", "Reading", "fetch", "read_calendar", "read_page"]
