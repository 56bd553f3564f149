"""Reads of the room events. Door of the room.

`listings`, `listing`, `other_dates`, `programme`, `series` and `one_date` read only published tables;
everything else reads the current service's own rows and needs its scope.
"""

from branchline.core.paging import Page

from .asked import Asked, is_called, place_at_the_end, words_and_place, words_beside
from .asking import draw_facts, opening_of, parties_in_line
from .bookings import (
    CALENDAR,
    CANCEL,
    IN_CALENDARS,
    STILL,
    InCalendars,
    booking_behind,
    booking_by_public_id,
    booking_in_calendar,
    bookings_about,
    bookings_of,
    in_calendars,
    in_calendars_each,
    live_bookings_of,
    my_booking_by_link,
    not_reached,
    occurrence_to_book,
    untold_of,
)
from .busy_country import Busy, busy_country, busy_regions, busy_services, how_busy, points
from .changes import changed_sessions
from .clashes import Clash, clashes
from .country import Town, something_of_everything, towns
from .desk import (
    STANDINGS,
    PreviewDay,
    Sought,
    closed_days,
    drafts,
    event_by_public_id,
    occurrence_at_desk,
    occurrences_of,
    past_occurrences,
    preview_dates,
    templates,
    upcoming_occurrences,
)
from .groups import (
    GROUP,
    group_by_public_id,
    groups_about,
    groups_of,
    groups_waiting,
    my_group_by_link,
)
from .hands import Hands, hands_needed
from .joining import JOIN, Doors, WayIn, booking_to_join, way_in, way_in_for_all
from .listed_events import listed_event, listed_events
from .listing_cards import ListingCard
from .listings import listing, listings, other_dates
from .my_dates import MY_DATES, dates_together, my_dates, my_dates_by_link
from .overviews import BusyDay, BusyLibrary, Where, busy_days, busy_libraries, month_after
from .published import FeedDate, Programmed, one_date, programme, series
from .reach import place_typed
from .standing import AskedOfStanding, Standing, pages_of, standing_event, standing_events
from .telling import called_off_for, last_sent, people_to_tell
from .terms import (
    TERM_LINK,
    bookings_of_term,
    dates_to_book,
    my_term_by_link,
    term_by_public_id,
)
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
    "Asked",
    "is_called",
    "place_at_the_end",
    "words_and_place",
    "words_beside",
    "GROUP",
    "group_by_public_id",
    "groups_about",
    "groups_of",
    "groups_waiting",
    "my_group_by_link",
    "Busy",
    "busy_country",
    "busy_regions",
    "busy_services",
    "how_busy",
    "points",
    "AskedOfStanding",
    "Standing",
    "pages_of",
    "standing_event",
    "standing_events",
    "BusyDay",
    "BusyLibrary",
    "CALENDAR",
    "CANCEL",
    "Clash",
    "Doors",
    "Hands",
    "hands_needed",
    "FeedDate",
    "IN_CALENDARS",
    "InCalendars",
    "JOIN",
    "InLine",
    "ListingCard",
    "Page",
    "PreviewDay",
    "Programmed",
    "STANDINGS",
    "STILL",
    "Sought",
    "TERM_LINK",
    "Town",
    "WayIn",
    "WAITING",
    "Where",
    "booking_behind",
    "booking_by_public_id",
    "booking_in_calendar",
    "busy_days",
    "busy_libraries",
    "bookings_about",
    "booking_to_join",
    "bookings_of",
    "bookings_of_term",
    "clashes",
    "closed_days",
    "dates_to_book",
    "draw_facts",
    "changed_sessions",
    "drafts",
    "event_by_public_id",
    "in_calendars",
    "in_calendars_each",
    "listed_event",
    "listed_events",
    "listing",
    "listings",
    "live_bookings_of",
    "miscounted",
    "month_after",
    "MY_DATES",
    "dates_together",
    "my_dates",
    "my_dates_by_link",
    "my_booking_by_link",
    "my_term_by_link",
    "my_waiting_by_link",
    "not_reached",
    "occurrence_at_desk",
    "occurrence_to_book",
    "occurrences_of",
    "one_date",
    "other_dates",
    "past_occurrences",
    "place_typed",
    "preview_dates",
    "programme",
    "opening_of",
    "parties_in_line",
    "queue_behind",
    "series",
    "something_of_everything",
    "templates",
    "term_by_public_id",
    "towns",
    "called_off_for",
    "last_sent",
    "people_to_tell",
    "untold_of",
    "untold_waiting_of",
    "upcoming_occurrences",
    "way_in",
    "way_in_for_all",
    "waiting_about",
    "waiting_by_public_id",
    "waiting_list",
]
