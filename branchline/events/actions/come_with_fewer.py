"""A party of three comes as two: the place that nobody needs goes to whoever waits."""

from dataclasses import dataclass
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import BookingNotFound, HasStarted, NotFewer
from branchline.events.measures import BOOKING_CANCELLED
from branchline.events.models import Booking

from .book_a_place import check_somebody, lock
from .fill_from_list import fill_from_list
from .places import give_back
from .publish_listing import publish_listing
from .who import note


@dataclass(frozen=True)
class Freed:
    """Adults and children who do not come."""

    adults: int
    children: int

    @property
    def people(self) -> int:
        """How many."""
        return self.adults + self.children


@action
def come_with_fewer(
    *, booking: Booking, adults: int, children: int, by: Acting, now: datetime
) -> Booking:
    """So many still come; the others' places are free. Saying the same again changes nothing.

    No message goes out: whoever says so sees it on the page. Refuses at the field adults: NobodyIsComing,
    NeedsAnAdult, NotFewer (more of a kind than before: that is a booking of its own); as a whole HasStarted,
    BookingNotFound (cancelled meanwhile).
    """
    check_somebody(event=booking.occurrence.event, adults=adults, children=children)
    locked = lock(booking.occurrence)
    current = Booking.objects.all().with_occurrence().get(pk=booking.pk)
    if not current.is_live:
        raise BookingNotFound
    if locked.starts_at <= now:
        raise HasStarted
    if adults > current.adults or children > current.children:
        raise NotFewer
    freed = Freed(current.adults - adults, current.children - children)
    if not freed.people:
        return current
    current.adults, current.children = adults, children
    current.save(update_fields=["adults", "children"])
    give_back(dates=[locked.pk], party=freed)
    note(
        BOOKING_CANCELLED, current, by=by, now=now, quantity=freed.people,
        links={"booking": current.public_id, "by": "booker"},
    )  # fmt: skip
    fill_from_list(locked, by=by, now=now)
    publish_listing(occurrence=locked)
    return current
