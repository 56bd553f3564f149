"""Give the places of a booking back."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import HasBeen
from branchline.events.letters import CANCELLED_BY_YOU
from branchline.events.measures import BOOKING_CANCELLED
from branchline.events.models import Booking, BookingState, CancelledBy

from .book_a_place import lock
from .fill_from_list import fill_from_list
from .places import give_back
from .publish_listing import publish_listing
from .tell import tell
from .who import note


@action
def cancel_booking(*, booking: Booking, by: Acting, now: datetime) -> Booking:
    """Free the places, give them to whoever waits, and tell the contact. Cancelling again changes nothing.

    The date is locked before the booking is read, as everywhere, so that two can't wait for each other.
    Refuses HasBeen once the date is over: the show rate is of those who had booked.
    """
    locked = lock(booking.occurrence)
    current = Booking.objects.all().with_occurrence().get(pk=booking.pk)
    if not current.is_live:
        return current
    if locked.ends_at <= now:
        raise HasBeen
    end_booking(current, ended_by=CancelledBy.BOOKER, by=by, now=now)
    give_back(dates=[locked.pk], party=current)
    fill_from_list(locked, by=by, now=now)
    publish_listing(occurrence=locked)
    tell(CANCELLED_BY_YOU, current, by=by, now=now)
    return current


def end_booking(booking: Booking, *, ended_by: CancelledBy, by: Acting, now: datetime) -> None:
    """Mark it and record it; the counter, the listing and the letter are the caller's."""
    booking.state, booking.cancelled_at, booking.cancelled_by = (
        BookingState.CANCELLED,
        now,
        ended_by,
    )
    booking.save(update_fields=["state", "cancelled_at", "cancelled_by"])
    links = {"booking": booking.public_id, "by": ended_by.value}
    note(BOOKING_CANCELLED, booking, by=by, now=now, links=links)
