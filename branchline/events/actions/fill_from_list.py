"""Give free places to whoever is next on the list. Called wherever places come free, under the date's lock."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from branchline.core import fairqueue
from branchline.core.acting import Acting
from branchline.core.fairqueue import EntryState, FairQueue, QueueEntry
from branchline.events.letters import BOOKED as BOOKED_LETTER
from branchline.events.letters import OFFER as OFFER_LETTER
from branchline.events.measures import OFFERED
from branchline.events.models import (
    LIST_ENDS,
    Booking,
    BookingState,
    Occurrence,
    WaitingListEntry,
)
from branchline.messages.models import Route

from .errands import EXPIRE_OFFER
from .holds import holds_until, phone_is_too_slow_to_offer
from .places import take_places
from .publish_listing import publish_listing
from .tell import tell
from .who import note, note_booked

KEPT_AT_ONCE = timedelta(hours=24)
"""Nearer to the start they are asked first: they may have made other plans."""
POST_NEEDS = timedelta(days=7)
"""For an offer by letter and its answer."""


def post_is_too_slow_to_offer(locked: Occurrence, *, now: datetime) -> bool:
    """Whether a letter with an offer, and the answer to it, would come too late."""
    return locked.starts_at - now <= POST_NEEDS


def fill_from_list(
    occurrence: Occurrence, *, by: Acting, now: datetime, newcomer: int | None = None
) -> int:
    """Offer what is free by the rule, in the caller's transaction; to how many parties. `newcomer` asked this moment
    and is there.

    The date is locked by the caller, and read again here.
    """
    locked = Occurrence.objects.all().with_event().get(pk=occurrence.pk)
    left = locked.left
    if (
        locked.is_cancelled
        or left is None
        or not left.people
        or locked.starts_at - now <= LIST_ENDS
    ):
        return 0
    queue = FairQueue.objects.filter(subject=locked.queued_as).first()
    if queue is None:
        return 0
    look_who_can(locked, queue, now=now)
    chosen = fairqueue.fill(
        queue=queue,
        places=left.people,
        of=left.of,
        until=lambda entry: holds_until(entry.waiting, now=now),
        now=now,
    )
    for entry in chosen:
        _give(entry, at_once=entry.waiting.pk == newcomer, by=by, now=now)
    if chosen:
        publish_listing(occurrence=locked)
    return len(chosen)


def look_who_can(locked: Occurrence, queue: FairQueue, *, now: datetime) -> None:
    """Who can't be offered anything keeps their place and is not looked at: a letter or a call would be too
    late, or the room has become too small for them. When it is bigger again, they are back."""
    can_not = Q(size__gt=locked.capacity or 0)
    if locked.most_adults is not None:
        can_not |= Q(waiting__adults__gt=locked.most_adults)
    if locked.most_children is not None:
        can_not |= Q(waiting__children__gt=locked.most_children)
    if post_is_too_slow_to_offer(locked, now=now):
        can_not |= Q(waiting__contact__route=Route.LETTER)
    if phone_is_too_slow_to_offer(locked, now=now):
        can_not |= Q(waiting__contact__route=Route.PHONE)
    in_line = QueueEntry.objects.filter(queue=queue).order_by("order")
    for entry in in_line.filter(can_not, state=EntryState.WAITING):
        fairqueue.pause(entry=entry, now=now)
    for entry in in_line.exclude(can_not).filter(state=EntryState.PAUSED):
        fairqueue.resume(entry=entry, now=now)
    _count(locked)


def _give(entry: QueueEntry, *, at_once: bool, by: Acting, now: datetime) -> None:
    waiting = WaitingListEntry.objects.all().with_occurrence().get(entry=entry)
    date = waiting.occurrence
    booking = Booking.objects.create(
        service_id=waiting.service_id,
        occurrence=date,
        contact=waiting.contact,
        name=waiting.name,
        adults=waiting.adults,
        children=waiting.children,
        access_note=waiting.access_note,
        answers=waiting.answers,
        may_ask=waiting.may_ask,
        ward_code=waiting.ward_code,
        ward_vintage=waiting.ward_vintage,
        quintile=waiting.quintile,
        channel=waiting.channel,
        booked_at=now,
        state=BookingState.OFFERED,
        held_until=entry.until,
    )
    waiting.booking = booking
    waiting.save(update_fields=["booking"])
    take_places(dates=[date.pk], party=booking)
    Occurrence.objects.filter(pk=date.pk).update(waiting=F("waiting") - 1)
    if at_once or (waiting.takes_at_once and date.starts_at - now > KEPT_AT_ONCE):
        confirm(waiting, booking, by=by, now=now)
    else:
        _offer(waiting, booking, by=by, now=now)


def confirm(
    waiting: WaitingListEntry, booking: Booking, *, by: Acting, now: datetime, told: bool = False
) -> Booking:
    """What was held for them is theirs. Raises `core.fairqueue.NotOffered` when its time is over."""
    fairqueue.accept(entry=waiting.entry, now=now)
    booking.state, booking.held_until, booking.booked_at = BookingState.BOOKED, None, now
    booking.save(update_fields=["state", "held_until", "booked_at"])
    note_booked(booking, by=by, now=now)
    if not told:
        tell(BOOKED_LETTER, booking, by=by, now=now, valid_until=waiting.occurrence.starts_at)
    return booking


def _offer(waiting: WaitingListEntry, booking: Booking, *, by: Acting, now: datetime) -> None:
    note(
        OFFERED, waiting, by=by, now=now,
        links={"waiting": waiting.public_id, "booking": booking.public_id},
    )  # fmt: skip
    tell(OFFER_LETTER, waiting, by=by, now=now, valid_until=booking.held_until)
    EXPIRE_OFFER.later(at=booking.held_until, booking=booking.public_id)


def _count(locked: Occurrence) -> None:
    """The counter is what the line says."""
    waiting = QueueEntry.objects.filter(
        queue__subject=locked.queued_as, state=EntryState.WAITING
    ).count()
    if waiting != locked.waiting:
        locked.waiting = waiting
        Occurrence.objects.filter(pk=locked.pk).update(waiting=waiting)
