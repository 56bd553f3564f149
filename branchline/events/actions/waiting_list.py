"""Join a date's waiting list, and leave it. The rule in words: docs/rules/waiting-list.md."""

from datetime import datetime, timedelta

from django.db.models import F

from branchline.core import fairqueue
from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.events.errors import (
    AlreadyWaiting,
    BiggerThanTheRoom,
    LetterIsTooSlowToOffer,
    MoreAdultsThanEver,
    MoreChildrenThanEver,
    TooManyBookings,
)
from branchline.events.letters import WAITING as WAITING_LETTER
from branchline.events.letters.about import party_in_words
from branchline.events.measures import WAITING_JOINED, WAITING_LEFT
from branchline.events.models import KINDS, SKIPPED_AT_MOST, Occurrence, WaitingListEntry
from branchline.events.queries import draw_facts
from branchline.messages.models import Route
from branchline.people.models import Contact

from .book_a_place import BOOKINGS_IN_A_DAY, lock
from .fill_from_list import fill_from_list, post_is_too_slow_to_offer
from .publish_listing import publish_listing, wait_and_publish
from .tell import tell
from .who import note
from .wish import Wish

RULE = fairqueue.Rule("waiting list", skip_cap=SKIPPED_AT_MOST, kinds=KINDS)


def queue_of(occurrence: Occurrence, *, now: datetime) -> fairqueue.FairQueue:
    """The date's queue, opened when the first party waits."""
    return fairqueue.open_queue(subject=occurrence.queued_as, rule=RULE, now=now)


def join_line(
    locked: Occurrence, wish: Wish, *, takes_at_once: bool, by: Acting, now: datetime
) -> WaitingListEntry:
    """Put a party on the list of a locked date and look at once whether there is room for them.

    Whoever fits while those before them don't is not kept waiting: it counts as passing over.
    """
    _check_ever(locked, wish)
    if wish.route == Route.LETTER and post_is_too_slow_to_offer(locked, now=now):
        raise LetterIsTooSlowToOffer
    contact = wish.contact(by=by, now=now)
    check_waiting(contact, by=by, now=now)
    queue = queue_of(locked, now=now)
    facts = {"adults": wish.adults, "children": wish.children}
    if queue.rule["criteria"]:
        facts |= draw_facts(contact=contact, occurrence=locked, now=now)
    waiting = WaitingListEntry.objects.create(
        service_id=locked.service_id,
        occurrence=locked,
        entry=fairqueue.join(queue=queue, size=wish.people, facts=facts, now=now),
        contact=contact,
        takes_at_once=takes_at_once,
        channel=by.channel.value,
        joined_at=now,
        **wish.columns(locked.event),
    )
    wait_and_publish(occurrence=locked)
    note(WAITING_JOINED, waiting, by=by, now=now, links={"waiting": waiting.public_id})
    if locked.left is not None and locked.left.people:
        fill_from_list(locked, by=by, now=now, newcomer=waiting.pk)
        waiting = WaitingListEntry.objects.all().with_occurrence().get(pk=waiting.pk)
    # On the telephone they have just been told.
    if waiting.is_in_line and wish.route != Route.PHONE:
        tell(WAITING_LETTER, waiting, by=by, now=now, valid_until=locked.starts_at)
    return waiting


def _check_ever(locked: Occurrence, wish: Wish) -> None:
    """Nobody waits for what can never be."""
    if wish.people > (locked.capacity or 0):
        raise BiggerThanTheRoom(capacity=locked.capacity or 0)
    if locked.most_children is not None and wish.children > locked.most_children:
        raise MoreChildrenThanEver(most=locked.most_children)
    if locked.most_adults is not None and wish.adults > locked.most_adults:
        raise MoreAdultsThanEver(most=locked.most_adults)


def check_waiting_once(locked: Occurrence, wish: Wish) -> None:
    """Nobody waits twice by going back and sending again."""
    if not wish.mine:
        return
    mine = WaitingListEntry.objects.filter(
        occurrence=locked, public_id__in=wish.mine, name__iexact=wish.contact_name
    )
    if before := mine.in_line().first():
        raise AlreadyWaiting(party=party_in_words(before.adults, before.children))


def check_waiting(contact: Contact, *, by: Acting, now: datetime) -> None:
    """On the web one address joins so many lists in a day, as with bookings."""
    if by.channel is not Channel.WEB:
        return
    lately = WaitingListEntry.objects.filter(
        contact=contact, channel=Channel.WEB.value, joined_at__gt=now - timedelta(days=1)
    )
    if lately.count() >= BOOKINGS_IN_A_DAY:
        raise TooManyBookings


@action
def leave_waiting_list(*, waiting: WaitingListEntry, by: Acting, now: datetime) -> WaitingListEntry:
    """Wait no more, asked by themselves or by staff for them. Leaving again changes nothing.

    Whoever leaves may have stood in the way of somebody who fits.
    """
    locked = lock(waiting.occurrence)
    current = WaitingListEntry.objects.all().with_occurrence().get(pk=waiting.pk)
    if not current.is_in_line:
        return current
    take_out(current, by=by, now=now)
    fill_from_list(locked, by=by, now=now)
    publish_listing(occurrence=locked)
    return current


def take_out(waiting: WaitingListEntry, *, by: Acting, now: datetime) -> None:
    """Out of the line of a locked date; filling and publishing are the caller's."""
    counted = waiting.entry.state == fairqueue.EntryState.WAITING
    waiting.entry = fairqueue.leave(entry=waiting.entry, now=now)
    if counted:
        Occurrence.objects.filter(pk=waiting.occurrence_id).update(waiting=F("waiting") - 1)
    note(WAITING_LEFT, waiting, by=by, now=now, links={"waiting": waiting.public_id})
