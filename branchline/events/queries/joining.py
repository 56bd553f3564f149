"""The way in to an online event: to whom it is shown, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import QuerySet

from branchline.core import links
from branchline.core.rooms import way_in as way_in_of
from branchline.events.models import OPENS_BEFORE, Booking, Joining, JoiningLink

from .bookings import booking_by_public_id
from .listing_cards import ListingCard

JOIN = "events.join"
"""The purpose of the personal link to an online event."""


class Doors(Enum):
    """Whether somebody can come in."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class WayIn:
    """What a page may say at this moment: `joining` only while the doors are open."""

    doors: Doors
    opens_at: datetime
    joining: Joining | None = None


def way_in(*, booking: Booking, now: datetime) -> WayIn | None:
    """For a party that has booked; None for what is not online. While the doors are open one query, and
    where no way in was written down those of a room that has one."""
    date = booking.occurrence
    if not date.event.is_online:
        return None
    if not booking.is_live or date.is_cancelled:
        return WayIn(Doors.CANCELLED, date.starts_at)
    return _at(
        date.starts_at,
        date.ends_at,
        of=JoiningLink.objects.filter(event=date.event),
        now=now,
        booked=date.public_id,
    )


def way_in_for_all(*, shown: ListingCard, now: datetime) -> WayIn | None:
    """For everybody, of a drop-in. In the service's scope; one query while the doors are open."""
    if not shown.is_online or shown.is_bookable or shown.is_cancelled:
        return None
    link = JoiningLink.objects.filter(event__public_id=shown.event_public_id)
    return _at(shown.starts_at, shown.ends_at, of=link, now=now)


def booking_to_join(*, secret: str, now: datetime) -> Booking:
    """The booking behind a personal link. Raises `core.links.LinkNotKnown`. Opening changes nothing."""
    return booking_by_public_id(public_id=links.follow(purpose=JOIN, secret=secret, now=now))


def _at(
    starts_at: datetime,
    ends_at: datetime,
    *,
    of: QuerySet[JoiningLink],
    now: datetime,
    booked: str = "",
) -> WayIn:
    opens_at = starts_at - OPENS_BEFORE
    if now < opens_at:
        return WayIn(Doors.TOO_EARLY, opens_at)
    if now >= ends_at:
        return WayIn(Doors.OVER, opens_at)
    link = of.first()
    if link is not None:
        return WayIn(Doors.OPEN, opens_at, Joining(link.address, link.how))
    here = way_in_of(date=booked) if booked else ""
    return WayIn(Doors.OPEN, opens_at, Joining(here) if here else None)
