"""Take the person out of bookings: on request, and a year after the event. Counts stay."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from branchline.core import links
from branchline.core.actions import action
from branchline.events.models import Booking

KEPT_FOR = timedelta(days=365)
"""A year: long enough to answer questions and to spot empty seats, no longer (storage limitation,
UK GDPR article 5(1)(e))."""


@action
def forget_contact(*, contact_id: int, now: datetime) -> int:
    """Bookings lose contact, name, note and area; party and state stay. Returns rows touched."""
    return _forget(Booking.objects.filter(contact_id=contact_id))


@action
def forget_old_bookings(*, now: datetime) -> int:
    """The same for bookings of dates that ended more than a year ago. Of the current service."""
    return _forget(
        Booking.objects.filter(contact__isnull=False, occurrence__ends_at__lt=now - KEPT_FOR)
    )


def _forget(bookings: QuerySet[Booking]) -> int:
    for public_id in bookings.values_list("public_id", flat=True):
        links.forget(subject=public_id)
    return bookings.update(
        contact=None, name="", access_note="", ward_code="", ward_vintage=None, quintile=None
    )
