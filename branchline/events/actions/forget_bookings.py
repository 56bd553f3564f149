"""Take the person out of bookings: on request, and a year after the event. Counts stay."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from branchline.core import links
from branchline.core.acting import job
from branchline.core.actions import action
from branchline.events.models import Booking, TermBooking, WaitingListEntry

from .waiting_list import leave_waiting_list

KEPT_FOR = timedelta(days=365)
"""A year: long enough to answer questions and to spot empty seats, no longer (storage limitation,
UK GDPR article 5(1)(e))."""


@action
def forget_contact(*, contact_id: int, now: datetime) -> int:
    """Bookings and places in a line lose contact, name, note and area; party and state stay. Returns rows
    touched. Whoever still waits leaves the list: nobody could tell them."""
    waits = WaitingListEntry.objects.filter(contact_id=contact_id)
    for waiting in waits.with_occurrence().in_line().order_by("occurrence_id"):
        leave_waiting_list(waiting=waiting, by=job("events.forget"), now=now)
    return _forget(Booking.objects.filter(contact_id=contact_id)) + _forget(waits)


@action
def forget_old_bookings(*, now: datetime) -> int:
    """The same for bookings of dates that ended more than a year ago. Of the current service."""
    old = {"contact__isnull": False, "occurrence__ends_at__lt": now - KEPT_FOR}
    return _forget(Booking.objects.filter(**old)) + _forget(WaitingListEntry.objects.filter(**old))


def _forget(bookings: QuerySet[Booking] | QuerySet[WaitingListEntry]) -> int:
    for public_id in bookings.values_list("public_id", flat=True):
        links.forget(subject=public_id)
    if bookings.model is Booking:
        terms = TermBooking.objects.filter(bookings__in=bookings.values("pk"))
        for public_id in terms.values_list("public_id", flat=True).distinct():
            links.forget(subject=public_id)
    return bookings.update(
        contact=None,
        name="",
        access_note="",
        answers=[],
        ward_code="",
        ward_vintage=None,
        quintile=None,
    )
