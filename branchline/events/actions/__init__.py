"""Writes of the room events, a verb per use case. Door of the room."""

from branchline.events.models import MOST_PEOPLE

from .ask_afterwards import ask_afterwards
from .book_a_place import book_a_place
from .cancel_booking import cancel_booking
from .cancel_occurrence import cancel_occurrence
from .change_event import change_event
from .create_event import create_event
from .forget_bookings import forget_contact, forget_old_bookings
from .publish_event import publish_event
from .publish_listing import mend_listings, publish_listing, publish_listings

__all__ = [
    "MOST_PEOPLE",
    "ask_afterwards",
    "book_a_place",
    "cancel_booking",
    "cancel_occurrence",
    "change_event",
    "create_event",
    "forget_contact",
    "forget_old_bookings",
    "mend_listings",
    "publish_event",
    "publish_listing",
    "publish_listings",
]
