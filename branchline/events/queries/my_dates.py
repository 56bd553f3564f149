"""All dates of an event that one contact has booked, singly or as a whole: what they are told of together."""

from datetime import datetime

from branchline.core import links
from branchline.events.models import Booking, GroupRequest

MY_DATES = "events.my_dates"
"""The purpose of the link to them."""


def dates_together(booking: Booking | GroupRequest) -> str:
    """What a message about several dates is about: their event and their contact, by the public ids."""
    contact = booking.contact
    return f"{booking.occurrence.event.public_id}.{contact.public_id}" if contact else ""


def my_dates(*, reference: str) -> list[Booking]:
    """In the order of the dates, those that were given back too. One query; none once they are forgotten."""
    event, _, contact = reference.partition(".")
    rows = Booking.objects.all().with_occurrence().select_related("term")
    theirs = rows.filter(occurrence__event__public_id=event, contact__public_id=contact)
    return list(theirs.order_by("occurrence__starts_at", "pk"))


def my_dates_by_link(*, secret: str, now: datetime) -> list[Booking]:
    """Behind the token of a message or the code of a letter. Raises `core.links.LinkNotKnown`."""
    return my_dates(reference=links.follow(purpose=MY_DATES, secret=secret, now=now))
