"""A series that somebody has booked as a whole."""

from datetime import datetime

from branchline.core import links
from branchline.events.errors import BookingNotFound
from branchline.events.models import Booking, Event, Occurrence, TermBooking

TERM_LINK = "events.term"
"""The purpose of the link to all dates of a term."""


def bookings_of_term(*, public_id: str) -> list[Booking]:
    """In the order of the dates, those that were left too. One query."""
    rows = Booking.objects.all().with_occurrence().filter(term__public_id=public_id)
    return list(rows.order_by("occurrence__starts_at", "pk"))


def term_by_public_id(*, public_id: str) -> TermBooking:
    """With its event. One query. Raises `BookingNotFound`."""
    found = TermBooking.objects.select_related("event", "service").filter(public_id=public_id)
    term = found.first()
    if term is None:
        raise BookingNotFound
    return term


def my_term_by_link(*, secret: str, now: datetime) -> TermBooking:
    """The term behind the token of a message or the code of a letter. Opening changes nothing."""
    return term_by_public_id(public_id=links.follow(purpose=TERM_LINK, secret=secret, now=now))


def dates_to_book(*, event: Event, now: datetime) -> list[Occurrence]:
    """What booking the whole series would book, in order. One query."""
    rows = Occurrence.objects.all().with_event().filter(event=event, starts_at__gt=now).scheduled()
    return list(rows.order_by("starts_at"))
