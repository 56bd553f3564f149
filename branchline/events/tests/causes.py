"""How the letters of the room come about; see `tests/harness/causing.py`."""

from dataclasses import replace
from datetime import timedelta

from branchline.core.clock import in_london
from branchline.core.words import said
from branchline.events import actions
from branchline.events.models import (
    BookedAs,
    Booking,
    Event,
    GroupRequest,
    Occurrence,
    Rule,
    WaitingListEntry,
    WhichDates,
)
from branchline.messages.models import Route
from tests.harness.causing import Cause, Scene

from .conftest import WEB, book, date_of, have_left, key, once, put_on
from .groups import asks
from .waiting import waits


def _date(scene: Scene) -> Occurrence:
    return date_of(put_on(scene.branch, now=scene.now))


def _book(scene: Scene, date: Occurrence) -> Booking:
    return book(date, contact_name=scene.contact.name, **scene.reached, now=scene.now)


def _booked(scene: Scene) -> Booking:
    return _book(scene, _date(scene))


def _confirmed(scene: Scene) -> Booking:
    booking = _booked(scene)
    have_left(scene.now)
    return booking


def _cancel(scene: Scene, booking: Booking) -> None:
    actions.cancel_booking(booking=booking, by=scene.by, now=scene.now)


def _call_off(scene: Scene, booking: Booking) -> None:
    actions.cancel_occurrence(
        occurrence=booking.occurrence, because=said("The boiler broke"), by=scene.by, now=scene.now
    )


def _move(scene: Scene, booking: Booking) -> None:
    later = in_london(booking.occurrence.starts_at).date() + timedelta(days=1)
    actions.change_dates(
        occurrence=booking.occurrence, which=WhichDates.THIS, change=actions.DateChange(day=later),
        by=scene.by, now=scene.now,
    )  # fmt: skip


def _series(scene: Scene) -> Event:
    first = in_london(scene.now).date() + timedelta(days=30)
    timing = replace(once(first), rule=Rule(count=3))
    return put_on(scene.branch, timing=timing, now=scene.now, booked_as=BookedAs.EITHER)


def _book_two(scene: Scene) -> Event:
    event = _series(scene)
    for date in Occurrence.objects.all().with_event().filter(event=event)[:2]:
        _book(scene, date)
    have_left(scene.now)
    return event


def _move_all(scene: Scene, event: Event) -> None:
    first = date_of(event)
    later = in_london(first.starts_at).date() + timedelta(days=1)
    actions.change_dates(
        occurrence=first, which=WhichDates.ALL, change=actions.DateChange(day=later), by=scene.by,
        now=scene.now,
    )  # fmt: skip


def _book_all(scene: Scene, event: Event) -> None:
    wish = actions.Wish(
        contact_name=scene.contact.name, language="en", adults=1, children=0, **scene.reached
    )
    actions.book_the_term(event=event, wish=wish, by=WEB, now=scene.now, key=key())


def _been(scene: Scene) -> Booking:
    """Yesterday's date, booked the day before by somebody who said that we may ask."""
    before, yesterday = scene.now - timedelta(days=2), scene.now - timedelta(days=1)
    date = date_of(put_on(scene.branch, timing=once(in_london(yesterday).date()), now=before))
    name = scene.contact.name
    return book(date, contact_name=name, may_ask=True, **scene.reached, now=before)


def _ask(scene: Scene, booking: Booking) -> None:
    actions.ask_afterwards(service=booking.service, by=scene.by, now=scene.now)


def _full(scene: Scene) -> Occurrence:
    """One place, which somebody else has."""
    date = date_of(put_on(scene.branch, now=scene.now, capacity=1, age_to=None))
    book(date, contact_name="Ann", now=scene.now)
    return date


def _wait(scene: Scene, date: Occurrence, *, takes_at_once: bool = True) -> WaitingListEntry:
    name = scene.contact.name
    return waits(date, name=name, **scene.reached, now=scene.now, takes_at_once=takes_at_once)


def _waiting(scene: Scene) -> WaitingListEntry:
    return _wait(scene, _full(scene), takes_at_once=False)


def _offered(scene: Scene) -> WaitingListEntry:
    """Six days ago: longer than any offer holds."""
    before = replace(scene, now=scene.now - timedelta(days=6))
    waiting = _waiting(before)
    _offer(before, waiting)
    return waiting


def _offer(scene: Scene, waiting: WaitingListEntry) -> None:
    for booking in waiting.occurrence.bookings.filter(name="Ann"):
        _cancel(scene, booking)


def _run_out(scene: Scene, waiting: WaitingListEntry) -> None:
    actions.expire_offers(by=scene.by, now=scene.now)


def _call_off_the_wait(scene: Scene, waiting: WaitingListEntry) -> None:
    actions.cancel_occurrence(
        occurrence=waiting.occurrence, because=said("The boiler broke"), by=scene.by, now=scene.now
    )


def _asked(scene: Scene) -> WaitingListEntry:
    """Two ask for one place, four days ago; whoever has asked before comes after everybody's first request."""
    before = scene.now - timedelta(days=4)
    date = date_of(put_on(scene.branch, now=before, capacity=1, age_to=None))
    actions.open_fairly(occurrence=date, hours=96, rules=[], by=scene.by, now=before)
    date = date_of(date.event)
    waits(date, name="Ann", now=before)
    first = waits(date, name=scene.contact.name, **scene.reached, now=before)
    second = waits(date, name=scene.contact.name, **scene.reached, now=before)
    actions.leave_waiting_list(waiting=first, by=scene.by, now=before)
    return second


def _draw(scene: Scene, waiting: WaitingListEntry) -> None:
    actions.draw_places(occurrence=waiting.occurrence, by=scene.by, now=scene.now)


def _tomorrow(scene: Scene) -> Booking:
    """Booked two days ago for tomorrow, at an event whose people are asked."""
    before, day = scene.now - timedelta(days=2), in_london(scene.now).date() + timedelta(days=1)
    date = date_of(put_on(scene.branch, timing=once(day), now=before, asks_before=True))
    return book(date, contact_name=scene.contact.name, **scene.reached, now=before)


def _ask_before(scene: Scene, booking: Booking) -> None:
    actions.ask_who_still_comes(by=scene.by, now=scene.now)


def _takes_groups(scene: Scene) -> Occurrence:
    return date_of(put_on(scene.branch, now=scene.now, most_in_group=15))


def _ask_for_a_group(scene: Scene, date: Occurrence) -> GroupRequest:
    return asks(date, contact_name=scene.contact.name, **scene.reached, now=scene.now)


def _group(scene: Scene) -> GroupRequest:
    return _ask_for_a_group(scene, _takes_groups(scene))


def _decline(scene: Scene, asked: GroupRequest) -> None:
    actions.decline_group(asked=asked, words="The room is too small.", by=scene.by, now=scene.now)


def _call_off_the_group(scene: Scene, asked: GroupRequest) -> None:
    actions.cancel_occurrence(
        occurrence=asked.occurrence, because=said("The boiler broke"), by=scene.by, now=scene.now
    )


CAUSES = {
    "events.group_asked": Cause(
        _ask_for_a_group,
        begin=_takes_groups,
        ways=frozenset({Route.EMAIL, Route.SMS, Route.LETTER}),
    ),
    "events.group_declined": Cause(_decline, begin=_group),
    "events.group_closed": Cause(_call_off_the_group, begin=_group),
    "events.still_coming": Cause(
        _ask_before, begin=_tomorrow, ways=frozenset({Route.EMAIL, Route.SMS})
    ),
    "events.drawn": Cause(_draw, begin=_asked),
    "events.waiting": Cause(
        _wait, begin=_full, ways=frozenset({Route.EMAIL, Route.SMS, Route.LETTER})
    ),
    "events.offer": Cause(_offer, begin=_waiting),
    "events.offer_over": Cause(
        _run_out, begin=_offered, ways=frozenset({Route.EMAIL, Route.SMS, Route.LETTER})
    ),
    "events.waiting_called_off": Cause(_call_off_the_wait, begin=_waiting),
    "events.booked": Cause(_book, begin=_date),
    "events.cancelled_by_you": Cause(_cancel, begin=_booked),
    "events.occurrence_cancelled": Cause(_call_off, begin=_booked),
    "events.term": Cause(_book_all, begin=_series),
    "events.changed_dates": Cause(_move_all, begin=_book_two),
    "events.changed": Cause(_move, begin=_confirmed),
    "events.thanks": Cause(_ask, begin=_been, ways=frozenset({Route.EMAIL, Route.SMS})),
}
