"""Text messages: why it came, whom to ring, when it comes; and never longer than two segments."""

from datetime import time, timedelta

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_booking, cancel_occurrence
from branchline.events.models import Occurrence
from branchline.messages.letters import letter_called
from branchline.messages.models import Route, Sender
from branchline.messages.rendering import fit
from branchline.places.models import Service

from .conftest import DESK, NOW, WEB, Places, date_of, put_on
from .waiting import again, gets, waits

MOBILE = {"route": Route.SMS, "address": "07700 900123"}


@pytest.fixture
def full(alice: Places) -> Occurrence:
    """Three places, all booked by Ann, at a service with a telephone."""
    Service.objects.filter(pk=alice.service.pk).update(phone="01614960100")
    date = date_of(put_on(alice.branch, capacity=3))
    gets(date, 1, 2, name="Ann", **MOBILE)
    return date


def text(letter: str, reference: str, language: str = "en") -> str:
    """As it leaves."""
    found = letter_called(letter)
    assert found is not None
    content = found.compose(reference, language, Route.SMS, NOW)
    assert content is not None
    return fit(content.short, end=content.short_end)


def test_a_family_that_waited_reads_that_places_came_free(full: Occurrence) -> None:
    ann = full.bookings.get()
    cleo = waits(full, 1, 2, name="Cleo", **MOBILE)
    assert "came free" not in text("events.booked", ann.public_id)
    cancel_booking(booking=ann, by=WEB, now=NOW)
    booking = again(cleo).booking
    assert booking is not None
    came = text("events.booked", booking.public_id)
    assert came.startswith("Good news: places came free. Booked: Rhyme time, ")
    assert "/bookings/cancel/" in came
    assert len(came) <= 306


def test_texts_about_what_is_cancelled_say_whom_to_ring(full: Occurrence) -> None:
    ann = full.bookings.get()
    cleo = waits(full, 1, 2, name="Cleo", **MOBILE)
    waits(full, 1, 2, name="Dai", **MOBILE)
    cancel_booking(booking=ann, by=WEB, now=NOW)
    ring = "Questions? Ring 0161 496 0100."
    mine = text("events.cancelled_by_you", ann.public_id)
    assert mine.endswith(ring)
    assert len(mine) <= 160
    cancel_occurrence(occurrence=full, because=said("The boiler. " * 30), by=DESK, now=NOW)
    booking, dai = again(cleo).booking, full.waiting_list.get(name="Dai")
    assert booking is not None
    for letter, reference in (
        ("events.occurrence_cancelled", booking.public_id),
        ("events.waiting_called_off", dai.public_id),
    ):
        off = text(letter, reference)
        assert "The boiler." in off
        assert off.endswith(ring), "however long the reason is"
        assert len(off) <= 306


@pytest.mark.parametrize(
    ("hour", "said_"),
    [
        (12, "A text message with the details is on its way to you."),
        (22, "A text message with the details comes after 8am"),
        (5, "A text message with the details comes after 8am"),
    ],
)
def test_at_night_the_page_says_when_the_text_comes(
    client: Client, places: Places, hour: int, said_: str
) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch))
    page = f"/alice/whats-on/{date.public_id}/book"
    typed = {
        "key": "a-form-of-its-own", "adults": "1", "children": "1", "name": "Nia", "reach": "sms", "mobile": "07700 900123",
    }  # fmt: skip
    with clock.at(london(2026, 9, 1, hour)):
        assert said_ in client.post(page, typed, follow=True).content.decode()


def test_who_books_at_night_for_the_early_morning_reads_that_no_text_comes(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch))
        Sender.objects.create(service=places.service, quiet_until=time(11))
    typed = {
        "key": "a-form-of-its-own", "adults": "1", "children": "1", "name": "Nia", "reach": "sms", "mobile": "07700 900123",
    }  # fmt: skip
    with clock.at(date.starts_at - timedelta(hours=2)):
        page = client.post(f"/alice/whats-on/{date.public_id}/book", typed, follow=True)
    assert "We send no texts at night, before 11am." in page.content.decode()
    assert "please write the day down" in page.content.decode()
