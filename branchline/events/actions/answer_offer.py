"""Places that are held for somebody from the waiting list: they want them, don't, or don't answer."""

from datetime import datetime

from branchline.core import fairqueue
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import OfferIsOver
from branchline.events.letters import OFFER_OVER as OFFER_OVER_LETTER
from branchline.events.measures import OFFER_ENDED
from branchline.events.models import (
    Booking,
    BookingState,
    CancelledBy,
    WaitingListEntry,
)
from branchline.messages.models import Route

from .book_a_place import lock
from .fill_from_list import confirm, fill_from_list
from .places import give_back
from .publish_listing import publish_listing
from .tell import tell
from .who import note


@action
def accept_offer(
    *, waiting: WaitingListEntry, by: Acting, now: datetime, told: bool = False
) -> Booking:
    """They come. Pressing again gives the same booking. `told`: staff tell them at this moment, so nothing says
    it again. Refuses: OfferIsOver."""
    lock(waiting.occurrence)
    current = WaitingListEntry.objects.all().with_occurrence().get(pk=waiting.pk)
    if current.booking is not None and current.booking.is_live:
        return current.booking
    offer = current.offer
    if offer is None:
        raise OfferIsOver
    try:
        return confirm(current, offer, told=told, by=by, now=now)
    except fairqueue.NotOffered:
        raise OfferIsOver from None


@action
def decline_offer(*, waiting: WaitingListEntry, by: Acting, now: datetime) -> WaitingListEntry:
    """They don't come: the next in the line is offered these places. Pressing again changes nothing."""
    locked = lock(waiting.occurrence)
    current = WaitingListEntry.objects.all().with_occurrence().get(pk=waiting.pk)
    offer = current.offer
    if offer is not None:
        fairqueue.decline(entry=current.entry, now=now)
        end_offer(current, offer, ended_by=CancelledBy.DECLINED, by=by, now=now)
        give_back(dates=[locked.pk], party=current)
        fill_from_list(locked, by=by, now=now)
        publish_listing(occurrence=locked)
    return current


@action
def expire_offer(*, booking: Booking, by: Acting, now: datetime) -> bool:
    """Whether an offer ended now because its time is over: only once, however many workers ask."""
    locked = lock(booking.occurrence)
    current = WaitingListEntry.objects.all().with_occurrence().filter(booking=booking).first()
    offer = current.offer if current else None
    if current is None or offer is None:
        return False
    try:
        fairqueue.expire(entry=current.entry, now=now)
    except fairqueue.NotOffered:
        return False
    end_offer(current, offer, ended_by=CancelledBy.EXPIRED, by=by, now=now)
    give_back(dates=[locked.pk], party=current)
    if current.contact is not None and current.contact.route != Route.PHONE:
        tell(OFFER_OVER_LETTER, current, by=by, now=now, valid_until=locked.starts_at)
    fill_from_list(locked, by=by, now=now)
    publish_listing(occurrence=locked)
    return True


def expire_offers(*, by: Acting, now: datetime) -> int:
    """How many offers of the service ended now: what a worker that was killed has left."""
    due = list(Booking.objects.all().with_occurrence().overdue(now).order_by("occurrence_id", "pk"))
    return sum(expire_offer(booking=booking, by=by, now=now) for booking in due)


def end_offer(
    waiting: WaitingListEntry, booking: Booking, *, ended_by: CancelledBy, by: Acting, now: datetime
) -> None:
    """Mark what was held and record it; the counter, the line and the listing are the caller's."""
    booking.state, booking.cancelled_at, booking.cancelled_by = (
        BookingState.CANCELLED,
        now,
        ended_by,
    )
    booking.held_until = None
    booking.save(update_fields=["state", "cancelled_at", "cancelled_by", "held_until"])
    note(
        OFFER_ENDED, waiting, by=by, now=now,
        links={
            "waiting": waiting.public_id, "booking": booking.public_id, "by": ended_by.value,
        },
    )  # fmt: skip
