"""Dates have another day, time or place: everybody who booked, was offered places or waits is told, once.

Whose confirmation has not left yet, by whatever route, gets it anew instead: it tells the booking as it is now, with
what it was before. What waits to tell of an earlier change goes the same way, so nobody gets two messages of which
one is old.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.events.letters import BOOKED, CHANGED, CHANGED_DATES, TERM
from branchline.events.measures import DATE_CHANGED
from branchline.events.models import Booking, Occurrence
from branchline.events.queries import dates_together
from branchline.messages.actions import take_back
from branchline.messages.letters import Letter

from .tell import tell
from .tell_the_line import tell_the_line

Told = set[tuple[str, str]]
"""What has not left yet: letters by name, with what they are about."""


def tell_changed(changed: Sequence[Occurrence], *, by: Acting, now: datetime) -> int:
    """How many people are told. The dates are locked and written by the caller.

    Whoever booked several of them gets one message with all their dates. What people are sent says when and
    where it is at the moment at which it leaves.
    """
    for date in changed:
        _note(date, by=by, now=now)
    of_each = _by_contact(changed)
    waited = _take_back([booking for theirs in of_each for booking in theirs], by=by, now=now)
    for theirs in of_each:
        rest = _confirm_anew(theirs, waited, by=by, now=now)
        _tell_of_changes(theirs, rest, waited, by=by, now=now)
    told = sum(booking.people for theirs in of_each for booking in theirs)
    return told + sum(tell_the_line(date, by=by, now=now) for date in changed)


def _take_back(bookings: Sequence[Booking], *, by: Acting, now: datetime) -> Told:
    about = {booking.public_id for booking in bookings}
    about |= {dates_together(booking) for booking in bookings}
    about |= {booking.term.public_id for booking in bookings if booking.term}
    letters = [letter.name for letter in (BOOKED, TERM, CHANGED, CHANGED_DATES)]
    return take_back(letters=letters, references=about, by=by, now=now)


def _confirm_anew(
    theirs: Sequence[Booking], waited: Told, *, by: Acting, now: datetime
) -> list[Booking]:
    """Their confirmations that had not left; answers the bookings of which they have heard already."""
    rest, terms = [], defaultdict(list)
    for booking in theirs:
        if (BOOKED.name, booking.public_id) in waited:
            _tell(BOOKED, [booking], booking.public_id, by=by, now=now)
        elif booking.term and (TERM.name, booking.term.public_id) in waited:
            terms[booking.term.public_id].append(booking)
        else:
            rest.append(booking)
    for public_id, of_term in terms.items():
        _tell(TERM, of_term, public_id, by=by, now=now)
    return rest


def _tell_of_changes(
    theirs: Sequence[Booking], rest: Sequence[Booking], waited: Told, *, by: Acting, now: datetime
) -> None:
    together = dates_together(theirs[0])
    if len(rest) > 1 or (CHANGED_DATES.name, together) in waited:
        _tell(CHANGED_DATES, theirs, together, by=by, now=now)
    elif rest:
        _tell(CHANGED, rest, rest[0].public_id, by=by, now=now)


def _tell(
    letter: Letter, bookings: Sequence[Booking], about: str, *, by: Acting, now: datetime
) -> None:
    """A letter has to be read before the first of the dates. Who may not be written to is on the list of each."""
    first = bookings[0]
    until = first.occurrence.starts_at
    if not tell(letter, first, about=about, by=by, now=now, valid_until=until):
        Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).update(untold=True)


def _by_contact(changed: Sequence[Occurrence]) -> list[list[Booking]]:
    """What each has booked of these dates, soonest first. A contact that was forgotten can be told nothing."""
    rows = Booking.objects.all().with_occurrence().filter(occurrence__in=changed).live()
    theirs = defaultdict(list)
    rows = rows.exclude(contact=None).select_related("term")
    for booking in rows.order_by("occurrence__starts_at", "pk"):
        theirs[booking.contact_id].append(booking)
    return list(theirs.values())


def _note(date: Occurrence, *, by: Acting, now: datetime) -> None:
    links = {"event": date.event.public_id, "occurrence": date.public_id}
    ledger.record(kind=DATE_CHANGED, by=by, now=now, branch_id=date.branch_id, links=links)
