"""A group asks to come: a school, a care home, carers. Asking holds no places; staff say yes or no."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.idempotency import once
from branchline.events.errors import (
    AlreadyAsked,
    BookingHasClosed,
    GroupTooBig,
    HasStarted,
    IsCancelled,
    TakesNoGroups,
    TooManyAdultsInGroup,
    TooManyChildrenInGroup,
    TooManyGroupRequests,
)
from branchline.events.letters import GROUP_ASKED as LETTER
from branchline.events.measures import GROUP_ASKED
from branchline.events.models import GroupRequest, Occurrence
from branchline.messages.models import Route
from branchline.people.actions import find_or_make_contact
from branchline.people.models import Contact

from .book_a_place import check_route, check_somebody, lock, post_is_too_slow
from .tell import tell
from .who import note_group

GROUPS_IN_A_DAY = 5
"""With one address on the web, taken back or not: a teacher with a class for each day of a week."""


@dataclass(frozen=True)
class GroupWish:
    """What a group asks for, and how to reach whoever leads it (`contact_name`). `another_day`: which other day
    would suit them, in their words. `mine` are public ids that the same browser got before. `told`: staff tell
    them now that we have their request."""

    kind: str
    group_name: str
    contact_name: str
    route: Route
    address: str
    language: str
    adults: int
    children: int
    access_note: str = ""
    another_day: str = ""
    mine: Collection[str] = ()
    told: bool = False


@action
def ask_for_a_group(
    *, occurrence: Occurrence, wish: GroupWish, by: Acting, now: datetime, key: str
) -> GroupRequest:
    """A request that staff of the branch see and answer. Once per `key`.

    It may come before booking opens, so that a school can plan, and when fewer places are left: staff may find
    another way. At the desk and on the telephone `by.channel` says so.
    Refuses at the fields adults and children: NobodyIsComing, NeedsAnAdult, GroupTooBig, TooManyChildrenInGroup,
    TooManyAdultsInGroup; at reach: LetterIsTooSlow, TooManyGroupRequests; as a whole: IsCancelled, HasStarted,
    BookingHasClosed, TakesNoGroups, AlreadyAsked.
    """
    check_somebody(event=occurrence.event, adults=wish.adults, children=wish.children)

    def create() -> str:
        # With the date locked nobody asks for one that is being called off.
        locked = lock(occurrence)
        _check_date(locked, now=now)
        _check_size(locked, wish)
        _check_once(locked, wish)
        check_route(locked, route=wish.route, by=by, now=now)
        contact = find_or_make_contact(
            name=wish.contact_name, route=wish.route, address=wish.address,
            language=wish.language, by=by, now=now,
        )  # fmt: skip
        _check_address(contact, by=by, now=now)
        return _ask(locked, wish, contact, by=by, now=now).public_id

    public_id, _ = once(key=key, action="events.ask_for_a_group", now=now, create=create)
    return GroupRequest.objects.all().with_occurrence().get(public_id=public_id)


def _ask(
    locked: Occurrence, wish: GroupWish, contact: Contact, *, by: Acting, now: datetime
) -> GroupRequest:
    asked = GroupRequest.objects.create(
        service_id=locked.service_id, occurrence=locked, contact=contact, kind=wish.kind,
        group_name=wish.group_name, name=wish.contact_name, adults=wish.adults, children=wish.children,
        access_note=wish.access_note.strip()[:500], another_day=wish.another_day.strip()[:200],
        channel=by.channel.value, asked_at=now,
    )  # fmt: skip
    note_group(GROUP_ASKED, asked, by=by, now=now)
    # Nobody rings only to say that a request has come; the answer is what they are rung for.
    by_voice = wish.route == Route.PHONE or (wish.told and wish.route == Route.LETTER)
    if not by_voice and not post_is_too_slow(locked, route=wish.route, now=now):
        tell(LETTER, asked, by=by, now=now, valid_until=locked.starts_at)
    return asked


def _check_date(locked: Occurrence, *, now: datetime) -> None:
    if locked.is_cancelled:
        raise IsCancelled
    if locked.starts_at <= now:
        raise HasStarted
    if locked.event.most_in_group is None:
        raise TakesNoGroups
    if now >= locked.event.window.closes_at(locked.starts_at):
        raise BookingHasClosed


def _check_size(locked: Occurrence, wish: GroupWish) -> None:
    """Nobody asks for what can never be."""
    most = locked.event.most_in_group or 0
    if wish.adults + wish.children > most:
        raise GroupTooBig(most=most)
    if locked.most_children is not None and wish.children > locked.most_children:
        raise TooManyChildrenInGroup(most=locked.most_children)
    if locked.most_adults is not None and wish.adults > locked.most_adults:
        raise TooManyAdultsInGroup(most=locked.most_adults)


def _check_once(locked: Occurrence, wish: GroupWish) -> None:
    """Nobody asks twice by going back and sending again."""
    mine = GroupRequest.objects.all().waiting().filter(
        occurrence=locked, public_id__in=wish.mine, group_name__iexact=wish.group_name
    )  # fmt: skip
    if wish.mine and mine.exists():
        raise AlreadyAsked


def _check_address(contact: Contact, *, by: Acting, now: datetime) -> None:
    """On the web one address asks so often in a day: nobody keeps staff from those who mean it."""
    if by.channel is not Channel.WEB:
        return
    lately = GroupRequest.objects.filter(
        contact=contact, channel=Channel.WEB.value, asked_at__gt=now - timedelta(days=1)
    )
    if lately.count() >= GROUPS_IN_A_DAY:
        raise TooManyGroupRequests
