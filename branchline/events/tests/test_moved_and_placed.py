"""A date that is moved and gets another place: both are said, once, wherever they are told of it."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import DateChange, change_dates
from branchline.events.letters import WAITING
from branchline.events.models import Event, WhichDates
from branchline.messages.models import Route

from .conftest import DESK, NOW, Places, book, date_of, put_on
from .test_another_place import move, of, put, series, words
from .waiting import now_of, waits


@pytest.fixture
def event(alice: Places) -> Event:
    """Three places in the green room, on one Tuesday."""
    return put_on(alice.branch, capacity=3, room=said("Green room"))


Step = Callable[[Event, Places], object]


def to_wednesday(event: Event, _places: Places) -> object:
    return move(date_of(event), WhichDates.THIS, day=date(2026, 10, 7))


def to_altrincham(event: Event, places: Places) -> object:
    return put(event, places.far)


@pytest.mark.parametrize(
    "steps", [(to_wednesday, to_altrincham), (to_altrincham, to_wednesday)], ids=["day", "place"]
)
def test_both_are_said_by_every_route_whichever_came_first(
    event: Event,
    alice: Places,
    steps: tuple[Step, Step],
) -> None:
    booking = book(date_of(event))
    asked = waits(now_of(date_of(event)), 3, name="Wyn")
    for step in steps:
        step(event, alice)
    for route in (Route.EMAIL, Route.LETTER):
        told = " ".join(words("events.changed", booking.public_id, route).paragraphs)
        assert (told.count("Tuesday 6 October"), told.count("Sale Library")) == (1, 1)
        assert "Wednesday 7 October" in told
        assert "Altrincham Library" in told
    spoken = " ".join(words("events.changed", booking.public_id, Route.PHONE).spoken)
    assert "Tuesday 6 October" in spoken
    assert "Sale Library" in spoken
    assert words("events.changed", booking.public_id).subject.startswith("Changed: Rhyme time")
    waiting = WAITING.compose(asked.public_id, "en", Route.EMAIL, NOW + timedelta(hours=1))
    assert waiting is not None
    assert "Tuesday 6 October" in " ".join(waiting.paragraphs)
    assert "Sale Library" in " ".join(waiting.paragraphs)


def test_who_booked_in_between_hears_only_of_what_came_after(
    event: Event,
    alice: Places,
) -> None:
    put(event, alice.far)
    booking = book(date_of(event), now=NOW + timedelta(minutes=1))
    change_dates(
        occurrence=date_of(event),
        which=WhichDates.THIS,
        change=DateChange(day=date(2026, 10, 7)),
        by=DESK,
        now=NOW + timedelta(minutes=2),
    )
    told = " ".join(words("events.changed", booking.public_id).paragraphs)
    assert "Tuesday 6 October" in told
    assert "Sale Library" not in told


def page(address: str) -> str:
    with clock.at(NOW):
        answer = Client().get(urlsplit(address).path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_behind_the_message_says_both(places: Places) -> None:
    with scope(places.service.pk):
        event = put_on(places.branch)
        booking = book(date_of(event))
        to_wednesday(event, places)
        to_altrincham(event, places)
        address = words("events.changed", booking.public_id).steps[-1].address
    shown = page(address)
    assert "Before, it was to be Tuesday 6 October" in shown
    assert shown.count("Sale Library") == 1


def test_each_of_several_dates_says_its_old_day_and_the_old_place_is_said_once(
    places: Places,
) -> None:
    with scope(places.service.pk):
        event = series(places)
        booking, _second = (book(each) for each in of(event)[:2])
        move(of(event)[0], WhichDates.ALL, day=date(2026, 10, 8))
        put(event, places.far)
        assert booking.contact is not None
        reference = f"{event.public_id}.{booking.contact.public_id}"
        content = words("events.changed_dates", reference)
    assert sum("Sale Library" in paragraph for paragraph in content.paragraphs) == 1
    assert sum("before: Tuesday" in value for _name, value in content.facts) == 2
    shown = page(content.steps[0].address)
    assert shown.count("Sale Library") == 1
    assert shown.count("(before: Tuesday") == 2
