"""Who had booked a date that was called off, and what became of the message to each."""

from collections.abc import Iterable

from django.db.models import QuerySet

from branchline.events.models import Booking, CancelledBy, Occurrence
from branchline.messages.models import Message

from .bookings import bookings_of


def called_off_for(*, occurrence: Occurrence) -> QuerySet[Booking]:
    """Bookings that ended because the library called the date off, by name. One query."""
    return bookings_of(occurrence=occurrence).filter(cancelled_by=CancelledBy.LIBRARY)


def last_sent(*, letter: str, bookings: Iterable[Booking]) -> dict[str, Message]:
    """The last message of that letter's name, by the public id of the booking. One query."""
    ids = [booking.public_id for booking in bookings]
    rows = Message.objects.filter(reference__in=ids, letter=letter)
    return {row.reference: row for row in rows.order_by("pk")}
