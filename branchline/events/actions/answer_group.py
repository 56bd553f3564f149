"""Say yes or no to a group, or take its request back. Whoever comes first decides; the date is locked for it."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import Refusal
from branchline.events.errors import (
    AlreadyAnswered,
    DrawComesFirst,
    IsCancelled,
    NeedsWords,
    NoRoomForGroup,
    NotYetOpen,
    OthersWaitBeforeGroup,
    TooLateForGroup,
)
from branchline.events.letters import BOOKED, GROUP_DECLINED
from branchline.events.measures import GROUP_APPROVED, GROUP_ENDED
from branchline.events.measures import GROUP_DECLINED as DECLINED
from branchline.events.models import (
    GROUP_HEARS,
    Booking,
    GroupRequest,
    GroupState,
    Left,
    Occurrence,
)
from branchline.messages.models import Route
from branchline.people.actions.written import account_of

from .book_a_place import hold_places, list_is_over, lock, post_is_too_slow
from .tell import tell
from .who import note_group

BY_HAND = (Route.PHONE, Route.LETTER)


@action
def approve_group(
    *, asked: GroupRequest, words: str = "", told: bool = False, by: Acting, now: datetime
) -> GroupRequest:
    """Book the whole group and tell whoever leads it, as with any booking. Approving again changes nothing.

    `words` are printed in the confirmation. `told`: staff ring them now, so nobody rings or writes to say it again.
    Refuses: AlreadyAnswered, IsCancelled, TooLateForGroup, NotYetOpen, DrawComesFirst, OthersWaitBeforeGroup,
    NoRoomForGroup. After booking has closed staff may still say yes, until the start.
    """
    locked, current = _locked(asked)
    if current.state == GroupState.APPROVED:
        return current
    _check_waiting(current)
    _check_room(locked, current, now=now)
    booking = _book(locked, current, by=by, now=now)
    current.booking = booking
    _end(current, GroupState.APPROVED, words=words, by=by, now=now)
    note_group(GROUP_APPROVED, current, by=by, now=now)
    if told and _by_hand(current):
        return current
    if post_is_too_slow(locked, route=_route(current), now=now):
        booking.untold = True
        booking.save(update_fields=["untold"])
    else:
        tell(BOOKED, booking, by=by, now=now, valid_until=locked.starts_at)
    return current


@action
def decline_group(
    *, asked: GroupRequest, words: str, told: bool = False, by: Acting, now: datetime
) -> GroupRequest:
    """No, with a reason that the group reads and what else is on. Declining again changes nothing.

    Refuses: NeedsWords, AlreadyAnswered.
    """
    if not words.strip():
        raise NeedsWords
    locked, current = _locked(asked)
    if current.state == GroupState.DECLINED:
        return current
    _check_waiting(current)
    _end(current, GroupState.DECLINED, words=words, by=by, now=now)
    note_group(DECLINED, current, by=by, now=now)
    if not (told and _by_hand(current)):
        tell(GROUP_DECLINED, current, by=by, now=now, valid_until=locked.ends_at + GROUP_HEARS)
    return current


@action
def withdraw_group(*, asked: GroupRequest, by: Acting, now: datetime) -> GroupRequest:
    """They don't ask any more. Again, or once it is answered, changes nothing."""
    _locked_date, current = _locked(asked)
    if current.is_waiting:
        end_unanswered(current, GroupState.WITHDRAWN, by=by, now=now)
    return current


def why_no_room(asked: GroupRequest, *, now: datetime) -> Refusal | None:
    """What stands in the way of a yes at this moment, for a page; None: it can be given."""
    try:
        _check_room(asked.occurrence, asked, now=now)
    except Refusal as refusal:
        return refusal
    return None


@action
def told_group(*, asked: GroupRequest, by: Acting, now: datetime) -> None:
    """Staff have told them in person."""
    GroupRequest.objects.filter(pk=asked.pk).update(untold=False)
    Booking.objects.filter(group=asked.pk).update(untold=False)


def end_unanswered(current: GroupRequest, state: GroupState, *, by: Acting, now: datetime) -> None:
    """Withdrawn, or over without an answer. The date is locked; the letter is the caller's."""
    current.state, current.decided_at = state, now
    current.save(update_fields=["state", "decided_at"])
    note_group(GROUP_ENDED, current, by=by, now=now)


def _locked(asked: GroupRequest) -> tuple[Occurrence, GroupRequest]:
    """The date, locked before the request is read: an answer never meets another one half way."""
    locked = lock(asked.occurrence)
    return locked, GroupRequest.objects.all().with_occurrence().get(pk=asked.pk)


def _check_waiting(current: GroupRequest) -> None:
    if not current.is_waiting:
        raise AlreadyAnswered(state=str(current.get_state_display()))


def _check_room(locked: Occurrence, current: GroupRequest, *, now: datetime) -> None:
    """The same as for everybody: when booking is open, nobody past the line, never one too many."""
    if locked.is_cancelled:
        raise IsCancelled
    if locked.starts_at <= now:
        raise TooLateForGroup
    if locked.asks_until is not None:
        raise DrawComesFirst
    opens_at = locked.event.window.opens_at(locked.starts_at)
    if opens_at is not None and now < opens_at:
        raise NotYetOpen(opens_at=opens_at)
    if locked.waiting and not list_is_over(locked, now=now):
        raise OthersWaitBeforeGroup(waiting=locked.waiting)
    left = locked.left or Left(0)
    if not left.fit(adults=current.adults, children=current.children):
        raise NoRoomForGroup(left=left, adults=current.adults, children=current.children)


def _book(locked: Occurrence, current: GroupRequest, *, by: Acting, now: datetime) -> Booking:
    booking = Booking(
        service_id=locked.service_id, occurrence=locked, contact=current.contact, booked_at=now,
        channel=by.channel.value, name=current.name, adults=current.adults, children=current.children,
        access_note=current.access_note,
    )  # fmt: skip
    return hold_places(locked, booking, by=by, now=now)


def _end(
    current: GroupRequest, state: GroupState, *, words: str, by: Acting, now: datetime
) -> None:
    current.state, current.words, current.decided_at = state, words.strip()[:500], now
    current.decided_by_id = account_of(by)
    current.save(update_fields=["state", "words", "decided_at", "decided_by", "booking"])


def _route(current: GroupRequest) -> Route:
    return Route(current.contact.route) if current.contact else Route.EMAIL


def _by_hand(current: GroupRequest) -> bool:
    return _route(current) in BY_HAND
