"""Dates have another day, time or place: everybody who booked, was offered places or waits is told, once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.events.letters import CHANGED, CHANGED_DATES
from branchline.events.measures import DATE_CHANGED
from branchline.events.models import Booking, Occurrence
from branchline.events.queries import dates_together

from .tell import tell
from .tell_the_line import tell_the_line


def tell_changed(changed: Sequence[Occurrence], *, by: Acting, now: datetime) -> int:
    """How many people are told. The dates are locked and written by the caller.

    Whoever booked several of them gets one message with all their dates. What people are sent says when and
    where it is at the moment at which it leaves.
    """
    for date in changed:
        _note(date, by=by, now=now)
    told = 0
    for theirs in _by_contact(changed):
        # A letter has to be read before the first of them.
        first = theirs[0].occurrence.starts_at
        if len(theirs) == 1:
            tell(CHANGED, theirs[0], by=by, now=now, valid_until=first)
        else:
            about = dates_together(theirs[0])
            heard = tell(CHANGED_DATES, theirs[0], about=about, by=by, now=now, valid_until=first)
            if not heard:
                _mark_untold(theirs)
        told += sum(booking.people for booking in theirs)
    return told + sum(tell_the_line(date, by=by, now=now) for date in changed)


def _by_contact(changed: Sequence[Occurrence]) -> list[list[Booking]]:
    """What each has booked of these dates, soonest first. A contact that was forgotten can be told nothing."""
    rows = Booking.objects.all().with_occurrence().filter(occurrence__in=changed).live()
    theirs = defaultdict(list)
    for booking in rows.exclude(contact=None).order_by("occurrence__starts_at", "pk"):
        theirs[booking.contact_id].append(booking)
    return list(theirs.values())


def _mark_untold(bookings: Sequence[Booking]) -> None:
    Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).update(untold=True)


def _note(date: Occurrence, *, by: Acting, now: datetime) -> None:
    links = {"event": date.event.public_id, "occurrence": date.public_id}
    ledger.record(kind=DATE_CHANGED, by=by, now=now, branch_id=date.branch_id, links=links)
