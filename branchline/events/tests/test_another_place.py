"""Another library, room or place: everybody who booked or waits is told, once; a change of words tells nobody."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from branchline.core import links
from branchline.core.words import said
from branchline.events.actions import (
    DateChange,
    Put,
    book_the_term,
    cancel_booking,
    change_dates,
    change_event,
    forget_contact,
    leave_my_dates,
)
from branchline.events.errors import IsNotTheirBranch
from branchline.events.letters import CHANGED, CHANGED_DATES, OFFER, WAITING
from branchline.events.models import (
    BookedAs,
    Booking,
    Event,
    Listing,
    Occurrence,
    Rule,
    Setting,
    Timing,
    Venue,
    VenueKind,
    WhichDates,
)
from branchline.events.queries import my_dates, my_dates_by_link, not_reached, people_to_tell
from branchline.messages.letters import Content, letter_called
from branchline.messages.models import Message, Route, State
from branchline.places.models import Branch

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, date_of, key, put_on
from .test_term import wish
from .waiting import now_of, waits

HALL = Venue(VenueKind.COMMUNITY, "Sale", said("Sale Moor Hall"), "")


@pytest.fixture
def event(alice: Places) -> Event:
    """Three places in the green room, on one Tuesday."""
    return put_on(alice.branch, capacity=3, room=said("Green room"), age_to=None)


def put(event: Event, branch: Branch | None = None, **more: Any) -> Put:
    """As it was, but for this."""
    event.refresh_from_db()
    meant = replace(event.details, **more)
    return change_event(event=event, details=meant, branch=branch, by=DESK, now=NOW)


def told() -> list[tuple[str, str]]:
    """(letter, route) of what has been put into the outbox, and the outbox emptied."""
    rows = sorted(Message.objects.values_list("letter", "route"))
    Message.objects.all().delete()
    return rows


def words(letter: str, reference: str, route: Route = Route.EMAIL) -> Content:
    known = letter_called(letter)
    assert known is not None
    content = known.compose(reference, "en", route, NOW)
    assert content is not None
    return content


def test_another_library_is_told_to_each_by_their_own_route(event: Event, alice: Places) -> None:
    first = date_of(event)
    for name, route, address in (
        ("Bob", Route.EMAIL, "bob@example.test"),
        ("Lin", Route.LETTER, "1 Long Road, Sale, M33 7ZF"),
        ("Ada", Route.PHONE, "0161 496 0142"),
    ):
        book(first, contact_name=name, route=route, address=address, by=DESK)
    waits(now_of(first), name="Wyn", route=Route.SMS, address="07700 900123")
    told()
    assert people_to_tell(event=event, now=NOW) == 4
    assert put(event, alice.far).told == 4
    assert told() == [
        ("events.changed", "email"), ("events.changed", "letter"), ("events.changed", "phone"),
        ("events.waiting", "sms"),
    ]  # fmt: skip
    assert Listing.objects.get().branch_public_id == alice.far.public_id
    assert put(event, alice.far).told == 0
    assert told() == []


def test_the_message_says_both_places_and_raises_the_calendars_sequence(
    event: Event, alice: Places
) -> None:
    booking = book(date_of(event))
    put(event, alice.far)
    content = words("events.changed", booking.public_id)
    assert content.subject == "New place: Rhyme time, Tuesday 6 October, 10:30am to 11am"
    assert "Altrincham Library, Altrincham, WA14 1AH" in content.paragraphs[0]
    assert "Before, it was to be here: Green room, Sale Library" in content.paragraphs[1]
    (entry,) = Calendar.from_ical(content.attachments[0].content).walk("VEVENT")
    assert entry["SEQUENCE"] == 1
    assert "Altrincham Library" in str(entry["LOCATION"])
    assert "Altrincham Library" in words("events.changed", booking.public_id, Route.SMS).short


@pytest.mark.parametrize(
    ("what", "tells"),
    [
        ({"title": said("Rhymes and time")}, False),
        ({"summary": said("Songs."), "cost": said("£1")}, False),
        ({"room": said("green  Room.")}, False),
        ({"room": said("Blue room")}, True),
        ({"room": said()}, True),
        ({"setting": Setting.ONLINE, "room": said()}, True),
        ({"setting": Setting.OUTREACH, "venue": HALL, "room": said()}, True),
    ],
)
def test_the_place_tells_and_a_word_does_not(
    event: Event, what: dict[str, Any], tells: bool
) -> None:
    book(date_of(event))
    told()
    assert put(event, **what).told == int(tells)
    assert told() == ([("events.changed", "email")] if tells else [])


def test_another_hall_tells_and_its_way_in_online_does_not(alice: Places) -> None:
    event = put_on(alice.branch, setting=Setting.OUTREACH, venue=HALL)
    book(date_of(event))
    assert put(event, alice.far).told == 0
    assert put(event, venue=replace(HALL, name=said("Sale West Hall"))).told == 1
    assert put(event, setting=Setting.ONLINE, venue=None).told == 1
    content = words("events.changed", Booking.objects.get().public_id)
    assert any("/join/" in step.address for step in content.steps)


def test_a_draft_tells_nobody_and_nobody_moves_to_a_library_of_others(
    event: Event, alice: Places
) -> None:
    with pytest.raises(IsNotTheirBranch):
        put(event, alice.other_branch)
    Event.objects.update(state="draft")
    assert put(event, alice.far).told == 0
    assert Occurrence.objects.get().branch_id == alice.far.pk


def test_who_was_offered_places_hears_where_they_are_now(event: Event, alice: Places) -> None:
    first = date_of(event)
    taken = book(first, adults=3)
    waiting = waits(now_of(first), name="Wyn", takes_at_once=False)
    cancel_booking(booking=taken, by=WEB, now=NOW)
    told()
    later = NOW + timedelta(hours=1)
    event.refresh_from_db()
    put_ = change_event(event=event, details=event.details, branch=alice.far, by=DESK, now=later)
    assert put_.told == 1
    assert told() == [("events.offer", "email")]
    content = OFFER.compose(waiting.public_id, "en", Route.EMAIL, later)
    assert content is not None
    assert content.paragraphs[0] == "Please note: the date or the place has changed."
    assert WAITING.compose(waiting.public_id, "en", Route.EMAIL, later) is None


def test_whoever_books_after_the_move_reads_nothing_of_before(event: Event, alice: Places) -> None:
    put(event, alice.far)
    booking = book(date_of(event), now=NOW + timedelta(hours=1))
    content = CHANGED.compose(booking.public_id, "en", Route.EMAIL, NOW + timedelta(hours=2))
    assert content is not None
    assert not any("Before" in paragraph for paragraph in content.paragraphs)


# Several dates, one message


def series(places: Places) -> Event:
    timing = Timing(TUESDAY, time(10, 30), time(11), Rule(count=4))
    return put_on(places.branch, timing=timing, booked_as=BookedAs.EITHER)


def of(event: Event) -> list[Occurrence]:
    return list(Occurrence.objects.all().with_event().filter(event=event).order_by("starts_at"))


def move(date_: Occurrence, which: WhichDates, **what: Any) -> int:
    return change_dates(
        occurrence=date_, which=which, change=DateChange(**what), by=DESK, now=NOW
    ).told


def test_moving_all_sends_one_message_to_each_for_single_dates_and_a_term(alice: Places) -> None:
    event = series(alice)
    first, second, third, _last = of(event)
    book(first)
    book(third)
    book(second, contact_name="Lin", address="lin@example.test")
    book_the_term(event=event, wish=wish(), by=WEB, now=NOW, key=key())
    told()
    assert move(first, WhichDates.ALL, day=date(2026, 10, 8)) == 3 + 8
    assert told() == [
        ("events.changed", "email"),
        ("events.changed_dates", "email"), ("events.changed_dates", "email"),
    ]  # fmt: skip
    assert move(of(event)[1], WhichDates.LATER, starts=time(10)) == 1 + 1 + 6
    assert told() == [
        ("events.changed", "email"), ("events.changed", "email"), ("events.changed_dates", "email"),
    ]  # fmt: skip


def test_the_one_message_lists_each_date_as_it_is_now_with_one_calendar_file(
    alice: Places,
) -> None:
    event = series(alice)
    first, second = of(event)[:2]
    booking = book(first, adults=2)
    book(second)
    move(first, WhichDates.ALL, day=date(2026, 10, 8))
    reference = f"{event.public_id}.{booking.contact.public_id}"  # type: ignore[union-attr]
    content = words("events.changed_dates", reference)
    assert content.subject == "Changed: Rhyme time, 2 dates"
    assert (
        "Thursday 8 October, 10:30am to 11am",
        "2 adults (before: Tuesday 6 October, 10:30am)",
    ) in content.facts
    entries = Calendar.from_ical(content.attachments[0].content).walk("VEVENT")
    assert [entry["SEQUENCE"] for entry in entries] == [1, 1]
    assert len(words("events.changed_dates", reference, Route.SMS).short) < 306
    assert CHANGED_DATES.compose("nobody.nobody", "en", Route.EMAIL, NOW) is None


def test_dates_are_left_from_the_one_page_singly_and_of_a_term(alice: Places) -> None:
    event = series(alice)
    single = book(of(event)[0], contact_name="Nia", address="nia@example.test")
    term = book_the_term(event=event, wish=wish(), by=WEB, now=NOW, key=key())
    assert single.contact is not None
    mine = my_dates(reference=f"{event.public_id}.{single.contact.public_id}")
    assert len(mine) == 5
    of_term = next(b for b in mine if b.term_id == term.pk)
    chosen = [single.public_id, of_term.public_id, "nonsense"]
    for expected in (2, 0):
        again = my_dates(reference=f"{event.public_id}.{single.contact.public_id}")
        assert leave_my_dates(mine=again, chosen=chosen, by=WEB, now=NOW) == expected
    assert [d.booked for d in of(event)] == [0, 2, 2, 2]


def test_who_could_not_be_told_of_several_dates_stands_on_the_list_of_each(alice: Places) -> None:
    event = series(alice)
    bookings = [book(d) for d in of(event)[:2]]
    other = book(of(event)[0], address="lin@example.test")
    told()
    move(of(event)[0], WhichDates.ALL, day=date(2026, 10, 8))
    Message.objects.filter(letter="events.changed_dates").update(state=State.FAILED, ended_at=NOW)
    rows = Booking.objects.all().with_occurrence()
    assert not_reached(bookings=rows) == {b.public_id for b in bookings}
    assert other.public_id not in not_reached(bookings=rows)


def test_forgetting_somebody_ends_the_link_to_their_dates(alice: Places) -> None:
    event = series(alice)
    booking, _second = (book(d) for d in of(event)[:2])
    assert booking.contact is not None
    move(of(event)[0], WhichDates.ALL, day=date(2026, 10, 8))
    reference = f"{event.public_id}.{booking.contact.public_id}"
    code = words("events.changed_dates", reference, Route.LETTER).steps[0].code
    assert len(my_dates_by_link(secret=code, now=NOW)) == 2
    forget_contact(contact_id=booking.contact.pk, now=NOW)
    with pytest.raises(links.LinkNotKnown):
        my_dates_by_link(secret=code, now=NOW)
