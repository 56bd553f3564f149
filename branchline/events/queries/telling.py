"""Who had booked a date that was called off, and what became of the message to each; who would be told of a change."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet, Sum

from branchline.events.models import (
    Booking,
    CancelledBy,
    Event,
    GroupRequest,
    Occurrence,
    WaitingListEntry,
)
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


def people_to_tell(
    *, event: Event, now: datetime, dates: Iterable[Occurrence] | None = None
) -> int:
    """How many have booked, were offered places, wait, or ask as a group, for a date to come, or for `dates` of them.
    Three queries."""
    coming = Occurrence.objects.filter(event=event, starts_at__gt=now).scheduled()
    if dates is not None:
        coming = coming.filter(pk__in=[date.pk for date in dates])
    booked = coming.aggregate(people=Sum("booked"))["people"] or 0
    waiting = WaitingListEntry.objects.filter(occurrence__in=coming).in_line()
    groups = GroupRequest.objects.filter(occurrence__in=coming).waiting()
    party = Sum(F("adults") + F("children"))
    others = (rows.aggregate(people=party)["people"] or 0 for rows in (waiting, groups))
    return booked + sum(others)
