"""Take the person out of bookings: on request, and a year after the event. Counts stay."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from branchline.core import links
from branchline.core.acting import job
from branchline.core.actions import action
from branchline.events.models import Booking, GroupRequest, TermBooking, WaitingListEntry

from .answer_group import withdraw_group
from .book_a_place import lock
from .waiting_list import leave_waiting_list

KEPT_FOR = timedelta(days=365)
"""A year: long enough to answer questions and to spot empty seats, no longer (storage limitation,
UK GDPR article 5(1)(e))."""


@action
def forget_contact(*, contact_id: int, now: datetime) -> int:
    """Bookings and places in a line lose contact, name, note and area; party and state stay. Returns rows
    touched. Whoever still waits leaves the list, and a group asks no more: nobody could tell them."""
    waits = WaitingListEntry.objects.filter(contact_id=contact_id)
    groups = GroupRequest.objects.filter(contact_id=contact_id)
    open_waits = waits.with_occurrence().in_line()
    open_groups = groups.with_occurrence().waiting()
    # Every date in one order, so that two who are forgotten at once can't wait for each other.
    dates = {row.occurrence_id: row.occurrence for row in (*open_waits, *open_groups)}
    for _key, date in sorted(dates.items()):
        lock(date)
    by = job("events.forget")
    for waiting in open_waits:
        leave_waiting_list(waiting=waiting, by=by, now=now)
    for asked in open_groups:
        withdraw_group(asked=asked, by=by, now=now)
    bookings = Booking.objects.filter(contact_id=contact_id)
    return _forget(bookings) + _forget(waits) + _forget_groups(groups)


@action
def forget_old_bookings(*, now: datetime) -> int:
    """The same for bookings of dates that ended more than a year ago. Of the current service."""
    old = {"contact__isnull": False, "occurrence__ends_at__lt": now - KEPT_FOR}
    bookings, waits = Booking.objects.filter(**old), WaitingListEntry.objects.filter(**old)
    return _forget(bookings) + _forget(waits) + _forget_groups(GroupRequest.objects.filter(**old))


def _forget_groups(groups: QuerySet[GroupRequest]) -> int:
    for public_id in groups.values_list("public_id", flat=True):
        links.forget(subject=public_id)
    return groups.update(
        contact=None, name="", group_name="", access_note="", another_day="", words=""
    )


def _forget(bookings: QuerySet[Booking] | QuerySet[WaitingListEntry]) -> int:
    for public_id in bookings.values_list("public_id", flat=True):
        links.forget(subject=public_id)
    if bookings.model is Booking:
        together = bookings.values_list("occurrence__event__public_id", "contact__public_id")
        for event, contact in together.distinct():
            links.forget(subject=f"{event}.{contact}")
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
