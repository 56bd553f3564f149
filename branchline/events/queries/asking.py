"""What a draw looks at: whole numbers of a contact, never who it is. In the service's scope."""

from datetime import datetime, timedelta

from branchline.events.models import (
    HOLDING,
    Booking,
    BookingState,
    Occurrence,
    Opening,
    WaitingListEntry,
)
from branchline.people.models import Contact

LATELY = timedelta(days=365)
"""Whoever has been here within a year is no newcomer."""


def draw_facts(*, contact: Contact, occurrence: Occurrence, now: datetime) -> dict[str, int]:
    """`asked_again`: this address has asked for this date before. `has_place`: it holds places on another date
    of the event. `been_before`: it had a booking here within a year. Each 0 or 1; three queries."""
    bookings = Booking.objects.filter(contact=contact)
    been = bookings.filter(
        state=BookingState.BOOKED,
        occurrence__ends_at__lte=now,
        occurrence__ends_at__gt=now - LATELY,
    )
    holds = bookings.filter(
        state__in=HOLDING,
        occurrence__event_id=occurrence.event_id,
        occurrence__starts_at__gt=now,
    )
    asked = WaitingListEntry.objects.filter(contact=contact, occurrence=occurrence).in_line()
    return {
        "asked_again": int(asked.exists()),
        "has_place": int(holds.exists()),
        "been_before": int(been.exists()),
    }


def opening_of(*, public_id: str) -> Opening | None:
    """The fair opening of a date, drawn or not. One query."""
    return (
        Opening.objects.select_related("drawn_by").filter(occurrence__public_id=public_id).first()
    )


def parties_in_line(*, occurrence: Occurrence) -> int:
    """How many have asked, or wait. One query."""
    return WaitingListEntry.objects.filter(occurrence=occurrence).in_line().count()
