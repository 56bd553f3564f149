"""Give back some of the dates of an event that one contact has booked, singly or as a whole."""

from collections.abc import Collection, Sequence
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.models import Booking, Occurrence, TermBooking

from .book_the_term import leave_dates
from .cancel_booking import cancel_booking


@action
def leave_my_dates(
    *, mine: Sequence[Booking], chosen: Collection[str], by: Acting, now: datetime
) -> int:
    """How many of them are given back now; to whoever waits. What has begun, or is given back already, stays.

    All dates are locked first, in the order of their numbers, so that two can't wait for each other.
    """
    left = [
        booking
        for booking in mine
        if booking.public_id in chosen and booking.is_live and booking.occurrence.starts_at > now
    ]
    dates = Occurrence.objects.filter(pk__in=[booking.occurrence_id for booking in left])
    list(dates.select_for_update(no_key=True).order_by("pk"))
    terms: dict[TermBooking, list[str]] = {}
    for booking in left:
        if booking.term is not None:
            terms.setdefault(booking.term, []).append(booking.public_id)
    for term, bookings in terms.items():
        leave_dates(term=term, bookings=bookings, by=by, now=now)
    for booking in left:
        if booking.term is None:
            cancel_booking(booking=booking, by=by, now=now)
    return len(left)
