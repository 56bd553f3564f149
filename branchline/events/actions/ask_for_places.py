"""Ask for places on a date: a booking when there is room and nobody waits, else a place in the line."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.idempotency import once
from branchline.events.models import Booking, Left, Occurrence, WaitingListEntry

from .book_a_place import (
    check_once,
    check_one_date,
    check_open,
    check_party,
    keep_places,
    list_is_over,
    lock,
    not_enough,
)
from .waiting_list import check_waiting_once, join_line
from .window import check_window
from .wish import Wish

BOOKED, WAITS = "booked:", "waits:"


@action
def ask_for_places(
    *,
    occurrence: Occurrence,
    wish: Wish,
    takes_at_once: bool = True,
    rather_waits: bool = True,
    by: Acting,
    now: datetime,
    key: str,
) -> Booking | WaitingListEntry:
    """What they got: places, or a number on the waiting list. Once per `key`.

    Whoever fills in the form while the last places go is not sent away. `takes_at_once`: places that come
    free are theirs without asking again. `rather_waits`: they know that fewer places are left, and wait for
    all of them; else that is refused with both numbers, and the choice is theirs. Refuses what `book_a_place` refuses, and BiggerThanTheRoom,
    AlreadyWaiting, LetterIsTooSlowToOffer; NotEnoughPlaces also when it is too late for the list.
    """
    check_party(event=occurrence.event, adults=wish.adults, children=wish.children)
    check_one_date(occurrence.event, by=by)

    made: list[Booking | WaitingListEntry] = []

    def create() -> str:
        locked = lock(occurrence)
        check_once(locked, name=wish.contact_name, mine=wish.mine)
        check_open(locked, now=now)
        check_window(locked, now=now)
        over = list_is_over(locked, now=now)
        left = locked.left or Left(0)
        fits = left.fit(adults=wish.adults, children=wish.children)
        drawn_later = locked.asks_until is not None
        if fits and not drawn_later and (over or not locked.waiting):
            made.append(keep_places(locked, wish, by=by, now=now))
            return BOOKED + made[0].public_id
        some_left = not left.full and not locked.waiting and not drawn_later
        if over or (some_left and not rather_waits):
            raise not_enough(left, wish)
        check_waiting_once(locked, wish)
        waiting = join_line(locked, wish, takes_at_once=takes_at_once, by=by, now=now)
        made.append(waiting)
        return WAITS + waiting.public_id

    reference, is_new = once(key=key, action="events.ask_for_places", now=now, create=create)
    if is_new and (isinstance(made[0], Booking) or made[0].booking is None):
        return made[0]
    return _what(reference)


def _what(reference: str) -> Booking | WaitingListEntry:
    """A booking, also one that came of waiting meanwhile; else the place in the line."""
    bookings = Booking.objects.all().with_occurrence()
    if reference.startswith(BOOKED):
        return bookings.get(public_id=reference.removeprefix(BOOKED))
    public_id = reference.removeprefix(WAITS)
    waiting = WaitingListEntry.objects.all().with_occurrence().get(public_id=public_id)
    if waiting.booking is not None and waiting.booking.is_live:
        return bookings.get(pk=waiting.booking.pk)
    return waiting
