"""Writes of the room events, a verb per use case. Door of the room."""

from branchline.events.models import MOST_PEOPLE

from .answer_group import approve_group, decline_group, told_group, withdraw_group
from .answer_offer import accept_offer, decline_offer, expire_offer, expire_offers
from .ask_afterwards import ask_afterwards
from .ask_for_a_group import GroupWish, ask_for_a_group
from .ask_for_places import ask_for_places
from .attendance import close_counts
from .book_a_place import book_a_place
from .book_the_term import book_the_term, leave_dates
from .cancel_booking import cancel_booking
from .cancel_occurrence import cancel_occurrence
from .change_dates import Changed, DateChange, change_dates, dates_after
from .change_event import Put, change_event
from .change_party import change_party
from .choose_outcomes import choose_outcomes
from .close_groups import close_unanswered_groups
from .come_with_fewer import come_with_fewer
from .create_event import create_event
from .forget_bookings import forget_contact, forget_old_bookings
from .keep_as_template import keep_as_template
from .leave_my_dates import leave_my_dates
from .open_fairly import draw_all_due, draw_early, draw_places, open_fairly
from .past_session import note_past_session, unnote_sessions
from .plan import check_timing
from .publish_event import publish_event
from .publish_later import publish_if_due, publish_later
from .publish_listing import as_published, mend_listings, publish_listing, publish_listings
from .still_coming import ask_who_still_comes, say_still_coming
from .tell import told_waiting
from .waiting_list import leave_waiting_list
from .wish import Wish

__all__ = [
    "as_published",
    "Changed",
    "DateChange",
    "GroupWish",
    "MOST_PEOPLE",
    "Put",
    "approve_group",
    "ask_for_a_group",
    "close_unanswered_groups",
    "decline_group",
    "told_group",
    "withdraw_group",
    "Wish",
    "accept_offer",
    "ask_afterwards",
    "ask_for_places",
    "ask_who_still_comes",
    "book_a_place",
    "book_the_term",
    "cancel_booking",
    "cancel_occurrence",
    "change_dates",
    "change_event",
    "check_timing",
    "choose_outcomes",
    "close_counts",
    "change_party",
    "come_with_fewer",
    "create_event",
    "decline_offer",
    "draw_all_due",
    "draw_early",
    "draw_places",
    "expire_offer",
    "expire_offers",
    "forget_contact",
    "forget_old_bookings",
    "keep_as_template",
    "leave_dates",
    "leave_my_dates",
    "leave_waiting_list",
    "mend_listings",
    "note_past_session",
    "open_fairly",
    "publish_event",
    "publish_if_due",
    "publish_later",
    "publish_listing",
    "publish_listings",
    "say_still_coming",
    "dates_after",
    "told_waiting",
    "unnote_sessions",
]
