"""Book all dates of a series that are still to come, for one party: all of them or none."""

from collections.abc import Collection
from datetime import datetime, timedelta

from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.events.errors import (
    AlreadyBooked,
    HasStarted,
    NotByTerm,
    TermIsFull,
    TooManyBookings,
)
from branchline.events.letters import TERM
from branchline.events.letters.about import party_in_words
from branchline.events.models import (
    BookedAs,
    Booking,
    CancelledBy,
    Event,
    Occurrence,
    TermBooking,
)
from branchline.people.models import Contact

from .book_a_place import check_party, check_places, check_route, post_is_too_slow
from .cancel_booking import end_booking
from .fill_from_list import fill_from_list
from .places import give_back, take_places
from .publish_listing import publish_listings
from .tell import tell
from .who import note_booked
from .window import check_window
from .wish import Wish

TERMS_IN_A_DAY = 3
"""With one address on the web: a family books for its children, and somebody who plays a trick stops here."""


@action
def book_the_term(*, event: Event, wish: Wish, by: Acting, now: datetime, key: str) -> TermBooking:
    """A booking for each date that is to come, one message with all of them. Once per `key`.

    The event is locked before its dates and those in the order of their numbers, as everywhere, so that two
    can't wait for each other. Refuses what `book_a_place` refuses, and TermIsFull, which names the dates that
    have no room; NotByTerm. When booking opens and closes is asked of the first date.
    """
    check_party(event=event, adults=wish.adults, children=wish.children)

    def create() -> str:
        locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
        if locked.booked_as == BookedAs.DATES:
            raise NotByTerm
        dates = _dates_to_come(locked, now=now)
        _check_once(dates, wish)
        first = min(dates, key=lambda date: date.starts_at)
        check_window(first, now=now)
        _check_room(dates, wish, now=now)
        check_route(first, route=wish.route, by=by, now=now)
        contact = wish.contact(by=by, now=now)
        _check_address(contact, by=by, now=now)
        term = TermBooking.objects.create(service_id=locked.service_id, event=locked, made_at=now)
        bookings = _write(term, dates, wish, contact, by=by, now=now)
        if not wish.told and not post_is_too_slow(first, route=wish.route, now=now):
            last = max(date.starts_at for date in dates)
            tell(TERM, bookings[0], about=term.public_id, by=by, now=now, valid_until=last)
        return term.public_id

    public_id, _ = once(key=key, action="events.book_the_term", now=now, create=create)
    return TermBooking.objects.select_related("event", "service").get(public_id=public_id)


@action
def leave_dates(*, term: TermBooking, bookings: Collection[str], by: Acting, now: datetime) -> int:
    """Give the places of these dates back, to whoever waits; one message with what is left. How many dates."""
    kept = Booking.objects.holding().filter(term=term, occurrence__starts_at__gt=now)
    # Compared here: a form may send anything, also what a database can't take.
    chosen = {b.pk: b.occurrence_id for b in kept if b.public_id in bookings}
    ids = list(chosen.values())
    dates = Occurrence.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")
    locked = {date.pk: date for date in dates}
    left = 0
    for booking in kept.filter(pk__in=chosen).with_occurrence().order_by("occurrence_id"):
        date = locked[booking.occurrence_id]
        end_booking(booking, ended_by=CancelledBy.BOOKER, by=by, now=now)
        give_back(dates=[date.pk], party=booking)
        fill_from_list(date, by=by, now=now)
        left += 1
    if left:
        publish_listings(occurrence_ids=ids)
        all_dates = Booking.objects.all().with_occurrence().filter(term=term)
        told, last = (
            all_dates.order_by("pk").first(),
            all_dates.order_by("-occurrence__starts_at").first(),
        )
        if told is not None and last is not None:
            until = last.occurrence.starts_at
            tell(TERM, told, about=term.public_id, by=by, now=now, valid_until=until)
    return left


def _dates_to_come(event: Event, *, now: datetime) -> list[Occurrence]:
    rows = Occurrence.objects.filter(event=event, starts_at__gt=now).scheduled().order_by("pk")
    dates = list(rows.select_for_update(no_key=True, of=("self",)))
    if not dates:
        raise HasStarted
    for date in dates:
        date.event = event
    return dates


def _check_once(dates: list[Occurrence], wish: Wish) -> None:
    before = Booking.objects.filter(
        occurrence__in=dates, public_id__in=wish.mine, cancelled_at__isnull=True,
        name__iexact=wish.contact_name,
    ).first()  # fmt: skip
    if before is not None:
        raise AlreadyBooked(party=party_in_words(before.adults, before.children))


def _check_room(dates: list[Occurrence], wish: Wish, *, now: datetime) -> None:
    full = [date for date in dates if not _fits(date, wish, now=now)]
    if full:
        raise TermIsFull(days=sorted(date.starts_at for date in full), dates=len(dates))


def _fits(date: Occurrence, wish: Wish, *, now: datetime) -> bool:
    try:
        check_places(date, wish=wish, now=now)
    except Refusal:
        return False
    return True


def _check_address(contact: Contact, *, by: Acting, now: datetime) -> None:
    if by.channel is not Channel.WEB:
        return
    lately = Booking.objects.filter(
        contact__route=contact.route, contact__address=contact.address,
        term__made_at__gt=now - timedelta(days=1),
    )  # fmt: skip
    if lately.values("term").distinct().count() >= TERMS_IN_A_DAY:
        raise TooManyBookings


def _write(
    term: TermBooking,
    dates: list[Occurrence],
    wish: Wish,
    contact: Contact,
    *,
    by: Acting,
    now: datetime,
) -> list[Booking]:
    columns = wish.columns(term.event)
    made = [
        Booking(
            service_id=term.service_id,
            occurrence=date,
            contact=contact,
            term=term,
            booked_at=now,
            channel=by.channel.value,
            **columns,
        )
        for date in dates
    ]
    Booking.objects.bulk_create(made)
    ids = [date.pk for date in dates]
    take_places(dates=ids, party=wish)
    for booking in made:
        note_booked(booking, by=by, now=now)
    publish_listings(occurrence_ids=ids)
    return made
