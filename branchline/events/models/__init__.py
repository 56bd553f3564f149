"""Tables and values of the room events. Door of the room (types and keys)."""

from .bookings import WITH_LINKS, Booking
from .events import Event, Occurrence, availability
from .listings import Listing
from .plans import LONGEST, MOST_DATES, MOST_PEOPLE, Details, Timing, at_wall
from .terms import (
    AGES,
    FROM_THE_BRANCH,
    OF_THE_EVENT,
    Access,
    Audience,
    Availability,
    BookingState,
    CancelledBy,
    EventState,
    HowToCome,
    OccurrenceState,
    Theme,
)

__all__ = [
    "AGES",
    "FROM_THE_BRANCH",
    "LONGEST",
    "MOST_DATES",
    "MOST_PEOPLE",
    "OF_THE_EVENT",
    "Access",
    "Audience",
    "Availability",
    "Booking",
    "BookingState",
    "CancelledBy",
    "Details",
    "Event",
    "EventState",
    "HowToCome",
    "Listing",
    "Occurrence",
    "OccurrenceState",
    "Theme",
    "WITH_LINKS",
    "Timing",
    "at_wall",
    "availability",
]
