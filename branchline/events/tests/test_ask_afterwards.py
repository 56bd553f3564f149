"""Whoever said that we may ask is thanked once after the date, and nobody else is."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.events.actions import ask_afterwards, cancel_booking
from branchline.events.letters import THANKS
from branchline.events.models import Booking, Occurrence
from branchline.messages.models import Message, Route
from branchline.people.actions import do_not_contact
from branchline.people.models import MarkSource
from branchline.surveys.actions import close_survey
from branchline.surveys.models import Survey

from .conftest import DESK, NOW, WEB, Places, book, key

BY = job("events.thank")


def ask(places: Places, now: datetime) -> int:
    places.service.refresh_from_db()
    return ask_afterwards(service=places.service, by=BY, now=now)


def thanked() -> set[str]:
    return set(Message.objects.filter(letter=THANKS.name).values_list("address", flat=True))


@pytest.fixture
def over(rhyme_time: Occurrence) -> datetime:
    return rhyme_time.ends_at + timedelta(hours=2)


def test_those_who_said_so_are_asked_once(
    alice: Places, rhyme_time: Occurrence, over: datetime
) -> None:
    book(rhyme_time, address="said-yes@example.test", may_ask=True)
    book(rhyme_time, address="said-nothing@example.test")
    gone = book(rhyme_time, address="cancelled@example.test", may_ask=True)
    cancel_booking(booking=gone, by=WEB, now=NOW)
    book(rhyme_time, route=Route.PHONE, address="01614960199", may_ask=True)
    assert [ask(alice, over), ask(alice, over)] == [1, 0]
    assert thanked() == {"said-yes@example.test"}
    survey = Survey.objects.get()
    assert (survey.about_kind, survey.sets) == ("events.event", ["satisfaction-1"])
    said = THANKS.compose(_booking("said-yes").public_id, "en", Route.EMAIL, over)
    assert said is not None
    assert survey.public_id in said.steps[0].address
    short = THANKS.compose(_booking("said-yes").public_id, "cy", Route.SMS, over)
    assert short is not None
    assert f"/cy/{alice.service.slug}/" in short.short


def _booking(whose: str) -> Booking:
    found: Booking = Booking.objects.get(contact__address__startswith=whose)
    return found


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        (timedelta(minutes=30), 0),
        (timedelta(hours=1), 1),
        (timedelta(days=2), 1),
        (timedelta(days=4), 0),
    ],
)
def test_not_at_the_door_and_not_long_afterwards(
    alice: Places, rhyme_time: Occurrence, after: timedelta, asked: int
) -> None:
    book(rhyme_time, may_ask=True)
    assert ask(alice, rhyme_time.ends_at + after) == asked


def test_a_service_may_switch_it_off(alice: Places, rhyme_time: Occurrence, over: datetime) -> None:
    book(rhyme_time, may_ask=True)
    type(alice.service).objects.filter(pk=alice.service.pk).update(asks_afterwards=False)
    assert ask(alice, over) == 0
    assert not Survey.objects.exists()


def test_who_must_not_be_written_to_is_not_and_no_work_comes_of_it(
    alice: Places, rhyme_time: Occurrence, over: datetime
) -> None:
    booking = book(rhyme_time, may_ask=True)
    assert booking.contact is not None
    do_not_contact(person=booking.contact, source=MarkSource.PERSON, by=DESK, now=NOW)
    assert ask(alice, over) == 0
    booking.refresh_from_db()
    assert not booking.untold, "nobody has to ring them about a survey"


def test_a_survey_that_was_closed_stays_closed_and_what_waits_is_not_sent(
    alice: Places, rhyme_time: Occurrence, over: datetime
) -> None:
    first = book(rhyme_time, may_ask=True)
    assert ask(alice, over) == 1
    close_survey(survey=Survey.objects.get(), by=DESK, now=over)
    assert THANKS.compose(first.public_id, "en", Route.EMAIL, over) is None
    Booking.objects.filter(pk=first.pk).update(thanked_at=None)
    assert ask(alice, over) == 0
    assert Survey.objects.count() == 1


@pytest.mark.parametrize("ticked", [{"may_ask": "on"}, {}])
def test_the_box_on_the_booking_page_is_what_decides(
    client: Client, alice: Places, rhyme_time: Occurrence, ticked: dict[str, Any]
) -> None:
    page = f"/{alice.service.slug}/whats-on/{rhyme_time.public_id}/book"
    posted = {
        "key": key(), "adults": "1", "children": "0", "name": "Bob", "reach": "email",
        "email": "bob@example.test",
    }  # fmt: skip
    with clock.at(NOW):
        assert "Ask me afterwards how it was" in client.get(page).content.decode()
        assert client.post(page, posted | ticked).status_code == 302
        with scope(alice.service.pk):
            assert Booking.objects.get().may_ask is bool(ticked)
        type(alice.service).objects.filter(pk=alice.service.pk).update(asks_afterwards=False)
        assert "Ask me afterwards" not in client.get(page).content.decode()
