"""Book places for a party. The algorithm in words: README.md, "Never one too many"."""

from collections.abc import Collection
from datetime import datetime, timedelta

from branchline.core import prepared
from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.events.errors import (
    AlreadyBooked,
    DrawnByLot,
    EventNotFound,
    HasStarted,
    IsCancelled,
    LetterIsTooSlow,
    NeedsAnAdult,
    NobodyIsComing,
    NoNeedToBook,
    NotEnoughPlaces,
    OnlyByTerm,
    OthersAreFirst,
    TooBigAParty,
    TooManyBookings,
)
from branchline.events.letters import BOOKED as BOOKED_LETTER
from branchline.events.letters.about import party_in_words
from branchline.events.models import (
    LIST_ENDS,
    MOST_PEOPLE,
    BookedAs,
    Booking,
    Event,
    Left,
    Occurrence,
)
from branchline.messages.models import Route
from branchline.people.models import Contact

from .publish_listing import take_and_publish
from .tell import tell
from .who import note_booked
from .window import check_window
from .wish import Wish

WITH_AN_ADULT_UNTIL = 7
"""Events whose oldest guest is this young are for children who come with somebody."""
BOOKINGS_IN_A_DAY, PEOPLE_IN_A_DAY = 20, 60
"""With one address on the web, cancelled ones too: a term of weekly dates for a family of four, and more."""

LATELY = (
    "SELECT count(*), coalesce(sum(adults + children), 0) FROM events_booking"
    " WHERE contact_id = %s AND channel = 'web' AND booked_at > %s AND term_id IS NULL"
)
"""A contact is one route and address."""


@action
def book_a_place(
    *,
    occurrence: Occurrence,
    contact_name: str,
    route: Route,
    address: str,
    language: str,
    adults: int,
    children: int,
    access_note: str = "",
    postcode: str = "",
    may_ask: bool = False,
    by: Acting,
    now: datetime,
    key: str,
    mine: Collection[str] = (),
) -> Booking:
    """Hold `adults` + `children` places and tell the contact by `route`. Once per `key`.

    At the desk, by phone or by letter `by.channel` says so, and the contact is vouched for by staff.
    `contact_name` is kept on the booking: at a shared address it need not be the contact's.
    `mine` are the public ids of bookings that the same browser made: the same name comes once. What
    others booked we don't tell somebody who merely knows their name.
    `postcode` becomes a ward and a fifth of deprivation for the counts and is not kept.
    `may_ask`: they want to be asked afterwards how it was, about this date only.
    Refuses at the field adults: NobodyIsComing, TooBigAParty, NeedsAnAdult, NotEnoughPlaces, OthersAreFirst;
    at the field reach: LetterIsTooSlow, TooManyBookings; as a whole: IsCancelled, HasStarted, NotYetOpen,
    BookingHasClosed, NoNeedToBook, AlreadyBooked.
    """
    wish = Wish(
        contact_name=contact_name, route=route, address=address, language=language, adults=adults,
        children=children, access_note=access_note, postcode=postcode, may_ask=may_ask, mine=mine,
    )  # fmt: skip
    check_party(event=occurrence.event, adults=adults, children=children)
    check_one_date(occurrence.event, by=by)

    def create() -> str:
        locked = lock(occurrence)
        check_once(locked, name=contact_name, mine=mine)
        check_places(locked, wish=wish, now=now)
        check_window(locked, now=now)
        return keep_places(locked, wish, by=by, now=now).public_id

    public_id, _ = once(key=key, action="events.book_a_place", now=now, create=create)
    return Booking.objects.all().with_occurrence().get(public_id=public_id)


def keep_places(locked: Occurrence, wish: Wish, *, by: Acting, now: datetime) -> Booking:
    """The booking of a wish that was found to fit: row, counter, listing, happening, message."""
    check_route(locked, route=wish.route, by=by, now=now)
    contact = wish.contact(by=by, now=now)
    check_address(contact, asked=wish.people, by=by, now=now)
    booking = Booking(
        service_id=locked.service_id,
        occurrence=locked,
        contact=contact,
        booked_at=now,
        channel=by.channel.value,
        **wish.columns(locked.event),
    )
    hold_places(locked, booking, by=by, now=now)
    if not wish.told and not post_is_too_slow(locked, route=wish.route, now=now):
        tell(BOOKED_LETTER, booking, by=by, now=now, valid_until=locked.starts_at)
    return booking


def hold_places(locked: Occurrence, booking: Booking, *, by: Acting, now: datetime) -> Booking:
    """The row with its places: counter, listing, happening. Looking first and telling are the caller's."""
    prepared.add(booking)
    take_and_publish(occurrence=locked, party=booking)
    note_booked(booking, by=by, now=now)
    return booking


def lock(occurrence: Occurrence) -> Occurrence:
    """The row of a date as it is now, held until the transaction ends. Foreign keys stay usable."""
    rest = "WHERE this.service_id = %s AND this.id = %s FOR NO KEY UPDATE"
    locked = prepared.read(Occurrence, rest, [current_service_id(), occurrence.pk])
    if locked is None:
        raise EventNotFound
    locked.event = occurrence.event
    return locked


def check_once(locked: Occurrence, *, name: str, mine: Collection[str]) -> None:
    """Nobody takes places twice by going back and sending again."""
    if not mine:
        return
    live = locked.bookings.filter(public_id__in=mine, cancelled_at__isnull=True, name__iexact=name)
    if before := live.first():
        raise AlreadyBooked(
            party=party_in_words(before.adults, before.children), booking=before.public_id
        )


def check_party(*, event: Event, adults: int, children: int) -> None:
    """Somebody comes, not too many, and an adult with small children."""
    if adults + children > MOST_PEOPLE:
        raise TooBigAParty(most=MOST_PEOPLE, groups=event.most_in_group is not None)
    check_somebody(event=event, adults=adults, children=children)


def check_somebody(*, event: Event, adults: int, children: int) -> None:
    """The same of a party or group of any size."""
    if adults < 0 or children < 0 or adults + children < 1:
        raise NobodyIsComing
    if adults == 0 and event.age_to is not None and event.age_to <= WITH_AN_ADULT_UNTIL:
        raise NeedsAnAdult


def check_one_date(event: Event, *, by: Acting) -> None:
    """On the web a series that is booked as a whole is; staff know when somebody may join later."""
    if event.booked_as == BookedAs.TERM and by.channel is Channel.WEB:
        raise OnlyByTerm


def check_route(locked: Occurrence, *, route: Route, by: Acting, now: datetime) -> None:
    """A letter reaches them before the date. At the desk staff tell them face to face."""
    if by.channel is Channel.WEB and post_is_too_slow(locked, route=route, now=now):
        raise LetterIsTooSlow


def check_address(contact: Contact, *, asked: int, by: Acting, now: datetime) -> None:
    """On the web one address takes so much in a day: nobody empties a programme alone, or has somebody else's
    telephone ring all day. It says nothing about one date, so nothing of a neighbour's plans."""
    if by.channel is not Channel.WEB:
        return
    with prepared.run(LATELY, [contact.pk, now - timedelta(days=1)]) as cursor:
        bookings, people = cursor.fetchone()
    if bookings >= BOOKINGS_IN_A_DAY or people + asked > PEOPLE_IN_A_DAY:
        raise TooManyBookings


def post_is_too_slow(locked: Occurrence, *, route: Route, now: datetime) -> bool:
    """Whether a letter that leaves now comes after the date."""
    return route == Route.LETTER and locked.starts_at - now < route.lead_time


def check_places(locked: Occurrence, *, wish: Wish, now: datetime) -> None:
    """Whether a locked date can take these adults and children too, and nobody waits for the places."""
    check_open(locked, now=now)
    if locked.asks_until is not None:
        raise DrawnByLot
    if locked.left is not None and not locked.left.fit(adults=wish.adults, children=wish.children):
        raise not_enough(locked.left, wish)
    if locked.waiting and not list_is_over(locked, now=now):
        raise OthersAreFirst(waiting=locked.waiting)


def not_enough(left: Left, wish: Wish) -> NotEnoughPlaces:
    """Says what is left beside what they asked for."""
    return NotEnoughPlaces(left=left, adults=wish.adults, children=wish.children)


def check_open(locked: Occurrence, *, now: datetime) -> None:
    """Whether a locked date takes bookings at all."""
    if locked.is_cancelled:
        raise IsCancelled
    if locked.starts_at <= now:
        raise HasStarted
    if locked.capacity is None:
        raise NoNeedToBook


def list_is_over(locked: Occurrence, *, now: datetime) -> bool:
    """So near the start that nobody could answer an offer: what is free goes to whoever asks."""
    return locked.starts_at - now <= LIST_ENDS
