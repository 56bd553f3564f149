"""Who has booked in the demo: a date with places, one nearly full, one full, one called off."""

from collections.abc import Sequence
from datetime import datetime

from branchline.core.acting import Acting, Channel
from branchline.core.words import said
from branchline.events.actions import (
    Wish,
    ask_for_places,
    book_a_place,
    book_the_term,
    cancel_booking,
    cancel_occurrence,
    open_fairly,
)
from branchline.events.models import BookedAs, Booking, DrawRule, Event, Occurrence, Theme
from branchline.messages.models import Route

from .people import BOOKERS, WAITERS

POSTCODES = ("M33 7ZF", "M33 4ND", "WA14 1AH", "M41 0NA", "M32 8AP", "")
DESK_STAFF = Acting(channel=Channel.DESK)
DESK = {Route.PHONE: Channel.PHONE, Route.LETTER: Channel.DESK}


def book(fresh: Sequence[Event], *, now: datetime) -> None:
    """For events that have just been put on; an older demo keeps the bookings it has."""
    some = _first_date(fresh, Theme.RHYME, "M33 7ZF")
    nearly = _first_date(fresh, Theme.MAKE, "M32 8AP")
    full = _first_date(fresh, Theme.STORY, "M41 0NA")
    off = _first_date(fresh, Theme.TALK, "WA14 1AH")
    drawn = _last_date(fresh, Theme.MAKE, "M32 8AP")
    help_ = _first_date(fresh, Theme.DIGITAL, "M33 7ZF")
    online = _first_date([e for e in fresh if e.is_online], Theme.READING, "M33 7ZF")
    if some:
        mine = _fill(some, keep=13, parties=[(1, 1), (1, 2), (1, 1), (2, 2)], now=now)
        cancel_booking(booking=mine[1], by=_by(Route.EMAIL), now=now)
    if nearly:
        _fill(nearly, keep=2, parties=[(1, 2), (0, 1), (1, 1)], now=now)
    if full:
        theirs = _fill(full, keep=0, parties=[(1, 2), (1, 1)], now=now)
        _wait(full, now=now)
        cancel_booking(booking=theirs[0], by=_by(Route.EMAIL), now=now)
    if drawn:
        open_fairly(occurrence=drawn, hours=96, rules=DrawRule.values, by=DESK_STAFF, now=now)
        _wait(drawn, now=now)
    if help_:
        _fill(help_, keep=2, parties=[(1, 0)], now=now)
    if online:
        _fill(online, keep=14, parties=[(1, 0), (2, 0)], now=now)
    code = next((e for e in fresh if e.booked_as == BookedAs.EITHER), None)
    if code:
        name, route, address, language = WAITERS[0]
        wish = Wish(
            contact_name=name, route=route, address=address, language=language, adults=0, children=2
        )
        key = f"demo-term-{code.public_id}"
        book_the_term(event=code, wish=wish, by=_by(route), now=now, key=key)
    if off:
        _fill(off, keep=30, parties=[(2, 0), (1, 0)], now=now)
        because = said("The speaker has lost her voice. We are looking for a new date.",
                       "Mae’r siaradwr wedi colli ei llais. Rydym yn chwilio am ddyddiad newydd.", draft=True)  # fmt: skip
        cancel_occurrence(occurrence=off, because=because, by=Acting(channel=Channel.DESK), now=now)


def _last_date(fresh: Sequence[Event], theme: str, postcode: str) -> Occurrence | None:
    """Weeks away, where nobody has booked: the first date of the same event has its bookings."""
    first = _first_date(fresh, theme, postcode)
    dates = Occurrence.objects.all().with_event()
    last = dates.filter(event=first.event).order_by("starts_at").last() if first else None
    return last if last != first else None


def _wait(date: Occurrence, *, now: datetime) -> None:
    """A family that wants to be asked, somebody with a landline only, and a big family."""
    for turn, (adults, children) in enumerate([(1, 2), (1, 0), (2, 3)]):
        name, route, address, language = WAITERS[turn]
        ask_for_places(
            occurrence=date,
            wish=Wish(
                contact_name=name,
                route=route,
                address=address,
                language=language,
                adults=adults,
                children=children,
            ),
            takes_at_once=turn != 0,
            by=_by(route),
            now=now,
            key=f"demo-wait-{date.public_id}-{turn}",
        )


def _first_date(fresh: Sequence[Event], theme: str, postcode: str) -> Occurrence | None:
    ids = [
        event.pk
        for event in fresh
        if event.theme == theme and event.branch.postcode == postcode and event.is_bookable
    ]
    return Occurrence.objects.all().with_event().filter(event__in=ids).order_by("starts_at").first()


def _fill(
    date: Occurrence, *, keep: int, parties: Sequence[tuple[int, int]], now: datetime
) -> list[Booking]:
    """Book party after party until only `keep` places are left."""
    made: list[Booking] = []
    left = (date.places_left or 0) - keep
    while left > 0:
        turn = len(made)
        adults, children = parties[turn % len(parties)]
        if adults + children > left:
            adults, children = 1, left - 1
        name, route, address, language = BOOKERS[(turn + date.pk) % len(BOOKERS)]
        made.append(
            book_a_place(
                occurrence=date,
                contact_name=name,
                route=route,
                address=address,
                language=language,
                adults=adults,
                children=children,
                access_note="A chair with arms, please." if turn == 2 else "",
                postcode=POSTCODES[turn % len(POSTCODES)],
                by=_by(route),
                now=now,
                key=f"demo-{date.public_id}-{turn}",
            )
        )
        left -= adults + children
    return made


def _by(route: Route) -> Acting:
    return Acting(channel=DESK.get(route, Channel.WEB))
