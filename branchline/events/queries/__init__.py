"""Reads of the room events. Door of the room.

`listings`, `listing` and `other_dates` read only the published table and work without a service;
everything else reads the current service's own rows and needs its scope.
"""

from branchline.core.paging import Page

from .bookings import (
    CANCEL,
    booking_by_public_id,
    bookings_about,
    bookings_of,
    live_bookings_of,
    my_booking_by_link,
    not_reached,
    occurrence_to_book,
    untold_of,
)
from .clashes import Clash, clashes
from .country import Town, something_of_everything, towns
from .desk import (
    STANDINGS,
    PreviewDay,
    Sought,
    drafts,
    event_by_public_id,
    occurrence_at_desk,
    occurrences_of,
    past_occurrences,
    preview_dates,
    templates,
    upcoming_occurrences,
)
from .joining import JOIN, Doors, WayIn, booking_to_join, way_in, way_in_for_all
from .listings import ListingCard, listing, listings, other_dates
from .published import listings_for_feed
from .upkeep import miscounted
from .waiting import (
    WAITING,
    InLine,
    my_waiting_by_link,
    queue_behind,
    untold_waiting_of,
    waiting_about,
    waiting_by_public_id,
    waiting_list,
)

__all__ = [
    "CANCEL",
    "Clash",
    "Doors",
    "JOIN",
    "InLine",
    "ListingCard",
    "Page",
    "PreviewDay",
    "STANDINGS",
    "Sought",
    "Town",
    "WayIn",
    "WAITING",
    "booking_by_public_id",
    "bookings_about",
    "booking_to_join",
    "bookings_of",
    "clashes",
    "drafts",
    "event_by_public_id",
    "listing",
    "listings",
    "listings_for_feed",
    "live_bookings_of",
    "miscounted",
    "my_booking_by_link",
    "my_waiting_by_link",
    "not_reached",
    "occurrence_at_desk",
    "occurrence_to_book",
    "occurrences_of",
    "other_dates",
    "past_occurrences",
    "preview_dates",
    "queue_behind",
    "something_of_everything",
    "templates",
    "towns",
    "untold_of",
    "untold_waiting_of",
    "upcoming_occurrences",
    "way_in",
    "way_in_for_all",
    "waiting_about",
    "waiting_by_public_id",
    "waiting_list",
]
