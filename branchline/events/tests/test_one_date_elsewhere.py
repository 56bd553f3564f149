"""One date of a series is at another library or in another room: told, listed, warned of, and fed as what it is."""

from datetime import date, time
from typing import Any

import pytest
import recurring_ical_events
from django.test import Client
from icalendar import Calendar

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import Changed, DateChange, book_the_term, change_dates, change_event
from branchline.events.errors import IsNotTheirBranch, NotAtALibrary
from branchline.events.letters import TERM
from branchline.events.models import (
    At,
    BookedAs,
    Event,
    Listing,
    Occurrence,
    Rule,
    Setting,
    Timing,
    WhichDates,
)
from branchline.events.queries import clashes
from branchline.messages.models import Message, Route
from branchline.places.models import Branch
from tests.harness.peers import ask_node

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, have_left, key, put_on
from .test_another_place import of, words
from .test_term import wish

SALE = "Green room, Sale Library, Sale, M33 7ZF"
ALTRINCHAM = "Altrincham Library, Altrincham, WA14 1AH"


def make_series(places: Places, **more: Any) -> Event:
    """Four Tuesdays in the green room at Sale."""
    timing = Timing(TUESDAY, time(10, 30), time(11), Rule(count=4))
    return put_on(
        places.branch, timing=timing, room=said("Green room"), booked_as=BookedAs.EITHER, **more
    )


def put_at(
    found: Occurrence,
    branch: Branch,
    room: str = "",
    which: WhichDates = WhichDates.THIS,
    **more: Any,
) -> Changed:
    change = DateChange(at=At(branch, said(room)), **more)
    return change_dates(occurrence=found, which=which, change=change, by=DESK, now=NOW)


def shown(event: Event) -> list[tuple[str, str]]:
    """(library, room) of each date as the public reads it."""
    rows = Listing.objects.filter(event_public_id=event.public_id).order_by("starts_at")
    return [(row.branch_name.en, row.room.en) for row in rows]


USUAL = ("Sale Library", "Green room")


def test_one_date_goes_and_who_booked_it_is_told_both_places(alice: Places) -> None:
    event = make_series(alice)
    first, second = of(event)[:2]
    book(first, address="ann@example.test")
    booking = book(second)
    have_left()
    assert put_at(second, alice.far) == Changed(1, 1)
    assert shown(event) == [USUAL, ("Altrincham Library", ""), USUAL, USUAL]
    (message,) = Message.objects.filter(state="queued")
    assert (message.letter, message.reference) == ("events.changed", booking.public_id)
    assert message.branch_id == alice.far.pk, "those who work there ring about it"
    content = words("events.changed", booking.public_id)
    assert ALTRINCHAM in content.paragraphs[0]
    assert SALE in content.paragraphs[1]
    assert put_at(of(event)[1], alice.far).told == 0


def test_another_room_tells_and_a_way_of_spelling_it_does_not(alice: Places) -> None:
    event = make_series(alice)
    book(of(event)[1])
    assert put_at(of(event)[1], alice.branch, "green  Room.") == Changed(1, 0)
    assert put_at(of(event)[1], alice.branch, "Blue room").told == 1
    assert shown(event)[1] == ("Sale Library", "Blue room")
    assert put_at(of(event)[1], alice.branch, "Green room").told == 1
    assert not Occurrence.objects.exclude(room={}).exists(), "as the event again"


def test_it_moves_by_a_day_and_to_another_library_in_one_message(alice: Places) -> None:
    event = make_series(alice)
    booking = book(of(event)[1])
    have_left()
    assert put_at(of(event)[1], alice.far, day=date(2026, 10, 14)).told == 1
    assert Message.objects.filter(state="queued").count() == 1
    told = " ".join(words("events.changed", booking.public_id, Route.LETTER).paragraphs)
    assert told.count("Tuesday 13 October") == told.count(SALE) == 1


def test_a_whole_series_says_where_each_date_is_when_they_are_apart(alice: Places) -> None:
    event = make_series(alice)
    term = book_the_term(event=event, wish=wish(), by=WEB, now=NOW, key=key())
    put_at(of(event)[1], alice.far)
    content = TERM.compose(term.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    facts = dict(content.facts)
    assert "Where" not in facts
    assert facts["Tuesday 6 October"].endswith(SALE)
    assert facts["Tuesday 13 October"].endswith(ALTRINCHAM)


def test_the_event_moves_and_a_date_at_a_library_of_its_own_stays(alice: Places) -> None:
    event = make_series(alice)
    put_at(of(event)[1], alice.far, "Loft")
    put_at(of(event)[2], alice.branch, "Blue room")
    third = Branch.objects.create(service=alice.service, name=said("Timperley Library"))
    event.refresh_from_db()
    change_event(event=event, details=event.details, branch=third, by=DESK, now=NOW)
    usual = ("Timperley Library", "Green room")
    assert shown(event) == [usual, ("Altrincham Library", "Loft"), usual, usual]
    online = Setting.ONLINE
    event.refresh_from_db()
    details = event.details.__class__(
        **{**event.details.__dict__, "setting": online, "room": said()}
    )
    change_event(event=event, details=details, by=DESK, now=NOW)
    assert shown(event) == [("Timperley Library", "")] * 4


def test_not_to_the_library_of_others_nor_where_people_meet_at_none(alice: Places) -> None:
    event = make_series(alice)
    with pytest.raises(IsNotTheirBranch):
        put_at(of(event)[0], alice.other_branch)
    online = put_on(alice.branch, setting=Setting.ONLINE)
    with pytest.raises(NotAtALibrary):
        put_at(of(online)[0], alice.far)


def test_a_room_is_taken_where_the_date_is_and_free_where_it_was(alice: Places) -> None:
    event = make_series(alice)
    second = of(event)[1]
    put_at(second, alice.far, "Loft")
    span = [(second.starts_at, second.ends_at)]

    def taken(branch: Branch, room: str) -> int:
        return len(
            clashes(
                branch=branch, setting=Setting.IN_PERSON, room=said(room), lead_id=None, spans=span
            )
        )

    assert (taken(alice.far, "loft"), taken(alice.far, ""), taken(alice.branch, "Green room")) == (
        1,
        0,
        0,
    )


# What machines read


@pytest.fixture
def series(places: Places) -> Event:
    with scope(places.service.pk):
        event = make_series(places)
        put_at(of(event)[0], places.far, "Loft")
        return event


def calendar(client: Client, address: str) -> bytes:
    with clock.at(NOW):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def test_calendars_show_that_date_at_its_own_place(series: Event, client: Client) -> None:
    content = calendar(client, f"/alice/whats-on/series/{series.public_id}.ics")
    found: Any = recurring_ical_events.of(Calendar.from_ical(content)).between(
        (2026, 1, 1), (2027, 1, 1)
    )
    where = sorted((str(in_london(e["DTSTART"].dt).date()), str(e["LOCATION"])) for e in found)
    assert where == [("2026-10-06", f"Loft, {ALTRINCHAM}")] + [
        (f"2026-10-{day}", SALE) for day in (13, 20, 27)
    ]
    master: Any
    own: Any
    master, own = Calendar.from_ical(content).walk("VEVENT")
    assert own["RECURRENCE-ID"].dt == own["DTSTART"].dt
    assert (own["SEQUENCE"], master["SEQUENCE"]) == (1, 1)
    assert own["GEO"].to_ical() != master["GEO"].to_ical()
    assert len(ask_node("ical.mjs", content)) == 4


def test_each_librarys_calendar_has_its_own_dates(
    series: Event, places: Places, client: Client
) -> None:
    for branch, days, place in (
        (places.branch, [13, 20, 27], SALE),
        (places.far, [6], f"Loft, {ALTRINCHAM}"),
    ):
        content = calendar(client, f"/alice/libraries/{branch.public_id}.ics")
        found: Any = recurring_ical_events.of(Calendar.from_ical(content)).between(
            (2026, 1, 1), (2027, 1, 1)
        )
        assert [in_london(e["DTSTART"].dt).day for e in found] == days
        assert {str(e["LOCATION"]) for e in found} == {place}


def test_the_api_says_where_that_date_is(series: Event, client: Client) -> None:
    with clock.at(NOW):
        answer = client.get("/api/v1/alice/occurrences").json()
    first = min(answer["items"], key=lambda each: each["starts_at"])
    assert first["library"]["name"]["en"] == "Altrincham Library"
    assert first["room"]["en"] == "Loft"
    assert first["place"]["town"] == "Altrincham"
