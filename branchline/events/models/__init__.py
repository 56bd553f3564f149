"""Tables and values of the room events. Door of the room (types and keys)."""

from .attendance import Attendance
from .bookings import HOLDING, WITH_LINKS, Booking
from .events import Event, JoiningLink
from .left import Left
from .listed_events import ListedEvent
from .listings import Listing
from .occurrences import Occurrence, availability
from .openings import DRAWN_BEFORE, Opening
from .plans import (
    LONGEST,
    MOST_DATES,
    MOST_PEOPLE,
    OPENS_BEFORE,
    Details,
    Joining,
    Timing,
    Venue,
)
from .rules import CODES, LAST, NTHS, NoSuchRule, Rule, nths_of
from .term_bookings import TermBooking
from .terms import (
    AGES,
    BY_AREA,
    FROM_THE_BRANCH,
    OF_THE_EVENT,
    SUGGESTED,
    Access,
    Audience,
    Availability,
    Band,
    BookedAs,
    BookingState,
    CancelledBy,
    CountedBy,
    DrawRule,
    EventState,
    HowToCome,
    MadeFor,
    OccurrenceState,
    Outcome,
    Setting,
    Spoken,
    Theme,
    VenueKind,
    WhichDates,
)
from .waiting import KINDS, LIST_ENDS, SKIPPED_AT_MOST, WaitingListEntry
from .wall import at_wall
from .windows import MOST_DAYS_BEFORE, MOST_HOURS_BEFORE, Window

__all__ = [
    "AGES",
    "BY_AREA",
    "CODES",
    "FROM_THE_BRANCH",
    "KINDS",
    "LAST",
    "LONGEST",
    "MOST_DATES",
    "MOST_DAYS_BEFORE",
    "MOST_HOURS_BEFORE",
    "MOST_PEOPLE",
    "NTHS",
    "OF_THE_EVENT",
    "OPENS_BEFORE",
    "Access",
    "DRAWN_BEFORE",
    "DrawRule",
    "HOLDING",
    "Opening",
    "LIST_ENDS",
    "SKIPPED_AT_MOST",
    "WaitingListEntry",
    "Attendance",
    "Audience",
    "Availability",
    "Band",
    "BookedAs",
    "Booking",
    "BookingState",
    "CancelledBy",
    "CountedBy",
    "Details",
    "Event",
    "EventState",
    "HowToCome",
    "Joining",
    "JoiningLink",
    "Left",
    "ListedEvent",
    "Listing",
    "MadeFor",
    "NoSuchRule",
    "Occurrence",
    "OccurrenceState",
    "Outcome",
    "SUGGESTED",
    "Rule",
    "Setting",
    "Spoken",
    "TermBooking",
    "Theme",
    "Timing",
    "Venue",
    "VenueKind",
    "WITH_LINKS",
    "WhichDates",
    "Window",
    "at_wall",
    "availability",
    "nths_of",
]
