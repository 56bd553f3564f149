"""A party of two comes as three: one more place of the same booking, where there is room and nobody waits."""

from dataclasses import dataclass
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import BookingNotFound, FewerFirst, NoRoomForMore
from ..measures import BOOKED
from ..models import Booking, Left, Occurrence
from .book_a_place import (
    check_address,
    check_one_date,
    check_open,
    check_party,
    list_is_over,
    lock,
)
from .come_with_fewer import come_with_fewer
from .publish_listing import take_and_publish
from .who import note
from .window import check_window


@dataclass(frozen=True)
class More:
    """Adults and children who come too."""

    adults: int
    children: int

    @property
    def people(self) -> int:
        """How many."""
        return self.adults + self.children


@action
def change_party(
    *, booking: Booking, adults: int, children: int, by: Acting, now: datetime
) -> Booking:
    """So many come now: fewer, or more where there is room. Saying the same again changes nothing.

    More are taken under the date's lock by the one counter, as every booking takes its places. Refuses what
    `come_with_fewer` refuses, what `book_a_place` refuses of a party, of the moment and of an address, NoRoomForMore,
    and FewerFirst: fewer of one kind with more of the other are two steps.
    """
    if adults <= booking.adults and children <= booking.children:
        return come_with_fewer(booking=booking, adults=adults, children=children, by=by, now=now)
    check_party(event=booking.occurrence.event, adults=adults, children=children)
    check_one_date(booking.occurrence.event, by=by)
    locked = lock(booking.occurrence)
    current = Booking.objects.all().with_occurrence().get(pk=booking.pk)
    if not current.is_live or current.contact is None:
        raise BookingNotFound
    more = More(adults - current.adults, children - current.children)
    if not (more.adults or more.children):
        return current
    if more.adults < 0 or more.children < 0:
        raise FewerFirst
    check_open(locked, now=now)
    check_window(locked, now=now)
    _check_room(locked, more, now=now)
    check_address(current.contact, asked=more.people, by=by, now=now)
    current.adults, current.children = adults, children
    current.save(update_fields=["adults", "children"])
    take_and_publish(occurrence=locked, party=more)
    links = {"booking": current.public_id}
    note(BOOKED, current, by=by, now=now, quantity=more.people, links=links)
    return current


def _check_room(locked: Occurrence, more: More, *, now: datetime) -> None:
    """Nobody who waits is passed by, and of each kind so many fit."""
    left = locked.left or Left(0)
    others_first = bool(locked.waiting) and not list_is_over(locked, now=now)
    fits = left.fit(adults=more.adults, children=more.children)
    if others_first or not fits:
        raise NoRoomForMore
