"""What has not left yet and news about it are one message, by whatever route."""

from datetime import date, time, timedelta

import pytest

from branchline.events.actions import book_the_term, draw_places, open_fairly
from branchline.events.letters import TERM
from branchline.events.models import Event, WhichDates
from branchline.messages.models import Message, Route, State

from .conftest import DESK, NOW, WEB, Places, book, date_of, have_left, key, put_on
from .test_another_place import move, of, put, series, words
from .test_term import wish
from .waiting import waits

ADDRESSES = {
    Route.EMAIL: "bob@example.test",
    Route.SMS: "07700 900123",
    Route.LETTER: "1 Long Road, Sale, M33 7ZF",
    Route.PHONE: "0161 496 0142",
}


@pytest.fixture
def event(alice: Places) -> Event:
    """On one Tuesday."""
    return put_on(alice.branch)


def waits_to_leave() -> list[str]:
    return sorted(Message.objects.filter(state=State.QUEUED).values_list("letter", flat=True))


@pytest.mark.parametrize("route", ADDRESSES)
def test_a_confirmation_that_has_not_left_tells_the_booking_as_it_is_now(
    event: Event, alice: Places, route: Route
) -> None:
    booking = book(date_of(event), route=route, address=ADDRESSES[route], by=DESK)
    assert put(event, alice.far).told == 1
    assert move(date_of(event), WhichDates.THIS, day=date(2026, 10, 7)) == 1
    assert waits_to_leave() == ["events.booked"]
    content = words("events.booked", booking.public_id, route)
    said = " ".join([*(content.spoken if route == Route.PHONE else content.paragraphs)])
    assert "it was to be Tuesday 6 October" in said
    assert "here: Sale Library" in said
    assert "Wednesday 7 October" in content.short
    assert "Altrincham Library, Altrincham" in content.short


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.UNCERTAIN])
def test_one_that_has_left_or_is_leaving_is_followed_by_the_news(
    event: Event, alice: Places, state: State
) -> None:
    book(date_of(event))
    Message.objects.update(state=state, ended_at=NOW if state == State.SENT else None)
    put(event, alice.far)
    assert waits_to_leave() == ["events.changed"]
    put(event, alice.branch)
    assert waits_to_leave() == ["events.changed"], "the newer one alone"


def test_dates_that_are_moved_twice_are_one_letter_whichever_came_first(alice: Places) -> None:
    event = series(alice)
    for each in of(event)[:3]:
        book(each, route=Route.LETTER, address=ADDRESSES[Route.LETTER], by=DESK)
    have_left()
    move(of(event)[0], WhichDates.THIS, day=date(2026, 10, 7))
    assert waits_to_leave() == ["events.changed"]
    move(of(event)[0], WhichDates.ALL, starts=time(10))
    assert waits_to_leave() == ["events.changed_dates"]
    move(of(event)[1], WhichDates.THIS, day=date(2026, 10, 14))
    assert waits_to_leave() == ["events.changed_dates"], "it tells of this one too"


def test_who_has_heard_of_one_date_and_not_of_another_gets_one_message_about_each(
    alice: Places,
) -> None:
    event = series(alice)
    book(of(event)[0])
    have_left()
    book(of(event)[1])
    move(of(event)[0], WhichDates.ALL, day=date(2026, 10, 8))
    assert waits_to_leave() == ["events.booked", "events.changed"]


def test_a_whole_series_that_is_not_confirmed_yet_is_confirmed_as_it_is_now(alice: Places) -> None:
    event = series(alice)
    term = book_the_term(event=event, wish=wish(), by=WEB, now=NOW, key=key())
    move(of(event)[1], WhichDates.LATER, day=date(2026, 10, 15))
    put(event, alice.far)
    assert waits_to_leave() == ["events.term"]
    content = TERM.compose(term.public_id, "en", Route.EMAIL, NOW + timedelta(hours=1))
    assert content is not None
    assert sum("before: Tuesday" in value for _name, value in content.facts) == 3
    assert sum("Sale Library" in paragraph for paragraph in content.paragraphs) == 1


def test_how_a_draw_came_out_is_told_with_the_new_place(event: Event, alice: Places) -> None:
    put(event, capacity=3)
    first = date_of(event)
    until = NOW + timedelta(days=3)
    open_fairly(occurrence=first, hours=72, rules=[], by=DESK, now=NOW)
    for name in ("Ann", "Ben"):
        waits(date_of(event), 3, name=name)
    have_left()
    draw_places(occurrence=date_of(event), by=DESK, now=until)
    assert waits_to_leave() == ["events.booked", "events.drawn"]
    put(event, alice.far)
    assert waits_to_leave() == ["events.booked", "events.drawn"]
