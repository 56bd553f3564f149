"""Who may do what with events. Reach: all branches of the service, or one's own."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.permits import (
    Permit,
    Reach,
    Role,
    at_my_branches,
    for_the_whole_service,
    rows_for_the_whole_service,
    rows_of_my_branches,
)

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})


def of_my_branches(reach: Reach, booking: Any) -> bool:
    """A booking at one of the branches within reach."""
    return booking is None or at_my_branches(reach, booking.occurrence)


def bookings_of_my_branches(reach: Reach) -> Q:
    """Bookings at the branches within reach."""
    rows = Q() if reach.service_id is None else Q(service_id=reach.service_id)
    if reach.branch_ids is None:
        return rows
    return rows & Q(occurrence__branch_id__in=sorted(reach.branch_ids))


SEE_EVENTS = Permit(
    "events.see_events", _("See the events of their branches, drafts too"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
CREATE_EVENTS = Permit(
    "events.create_events", _("Add, change and publish events at their branches"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
CANCEL_OCCURRENCES = Permit(
    "events.cancel_occurrences", _("Cancel a date, which tells everybody who booked"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
SEE_BOOKINGS = Permit(
    "events.see_bookings", _("See who has booked, with their name and what they need on the day"), STAFF,
    at_my_branches, rows_of_my_branches,
    _("What they have booked, with how many they come, and what they need on the day"),
)  # fmt: skip
BOOK_FOR_OTHERS = Permit(
    "events.book_for_others", _("Book a place for somebody at the desk, by phone or by letter"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
CHANGE_BOOKINGS = Permit(
    "events.change_bookings", _("Cancel a booking for somebody who asks"), STAFF,
    of_my_branches, bookings_of_my_branches,
)  # fmt: skip
ANSWER_GROUPS = Permit(
    "events.answer_groups", _("See which groups ask for places, and say yes or no"), STAFF,
    of_my_branches, bookings_of_my_branches,
    _("For which group they ask, with how many they come, and what they need on the day"),
)  # fmt: skip
COUNT_PEOPLE = Permit(
    "events.count_people", _("Count who comes to an event at their branches, and put a number right"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
BRING_IN_SESSIONS = Permit(
    "events.bring_in_sessions",
    _("Bring in past sessions with how many came, and undo it, where they work for all branches"),
    frozenset({Role.EVENTS_LEAD, Role.SERVICE_MANAGER}),
    for_the_whole_service,
    rows_for_the_whole_service,
)
