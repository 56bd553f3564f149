"""A booking in somebody's calendar: one date, whichever way it came there, and gone when it is cancelled."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from icalendar import Calendar

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_booking, cancel_occurrence, change_event
from branchline.events.letters import BOOKED, CANCELLED_BY_YOU
from branchline.events.letters.calendar import uid
from branchline.events.models import Booking, Joining, Occurrence, Setting
from branchline.messages.letters import Letter
from branchline.messages.models import Route

from .conftest import DESK, NOW, WEB, Places, book, date_of, details, put_on


def entry_in(content: bytes) -> Any:
    """The one entry of a file."""
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def attached(letter: Letter, booking: Booking) -> Any:
    """What the message brings for the calendar."""
    content = letter.compose(booking.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    (file,) = [each for each in content.attachments if each.name.endswith(".ics")]
    return entry_in(file.content)


def path_of(address: str) -> str:
    """A full address as the test's client takes it."""
    return urlsplit(address).path


@pytest.fixture
def date(places: Places) -> Occurrence:
    with scope(places.service.pk):
        return date_of(put_on(places.branch))


def test_page_message_and_subscription_name_the_same_thing(
    date: Occurrence, client: Client
) -> None:
    with scope(date.service_id):
        booking = book(date)
        content = BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW)
        assert content is not None
        told = attached(BOOKED, booking)
    with clock.at(NOW):
        page = client.get(path_of(content.steps[1].address))
        kept = client.get(page.context["feed"])
        public = client.get(f"/alice/whats-on/{date.public_id}.ics")
    assert kept["Cache-Control"] == "no-store"
    for event in (told, entry_in(kept.content), entry_in(public.content)):
        assert (event["UID"], event["STATUS"]) == (uid(date.public_id), "CONFIRMED")
    with scope(date.service_id):
        cancel_booking(booking=booking, by=WEB, now=NOW)
        taken = attached(CANCELLED_BY_YOU, booking)
    with clock.at(NOW):
        kept = client.get(page.context["feed"])
    for event in (taken, entry_in(kept.content)):
        assert (event["UID"], event["STATUS"]) == (uid(date.public_id), "CANCELLED")
        assert event["SEQUENCE"] > told["SEQUENCE"]


def test_a_subscription_to_an_online_date_leads_to_the_partys_own_way_in(
    places: Places, client: Client
) -> None:
    with scope(places.service.pk):
        joining = Joining("https://meet.example.test/x", said("Press"))
        booking = book(date_of(put_on(places.branch, setting=Setting.ONLINE, joining=joining)))
        content = BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW)
        assert content is not None
    (own,) = [step.address for step in content.steps if "/bookings/calendar/" in step.address]
    with clock.at(NOW):
        kept = client.get(f"{path_of(own)}.ics")
    assert b"meet.example.test" not in kept.content
    way_in = path_of(entry_in(kept.content)["URL"])
    assert way_in == f"{path_of(own)}/join"
    starts = booking.occurrence.starts_at
    for minutes, open_ in ((-40, False), (-20, True)):
        with clock.at(starts + timedelta(minutes=minutes)):
            page = client.get(way_in)
        assert (page["Cache-Control"], page.status_code) == ("no-store", 200)
        assert ("meet.example.test" in page.content.decode()) is open_
    with scope(booking.service_id):
        cancel_booking(booking=booking, by=WEB, now=NOW)
    with clock.at(starts - timedelta(minutes=20)):
        assert "meet.example.test" not in client.get(way_in).content.decode()


def test_booking_again_and_changes_only_ever_raise_the_sequence(date: Occurrence) -> None:
    heard = []
    with scope(date.service_id):
        for _turn in range(3):
            booking = book(date)
            heard.append(attached(BOOKED, booking)["SEQUENCE"])
            change_event(event=date.event, details=details(summary=said("New")), by=DESK, now=NOW)
            heard.append(attached(BOOKED, booking)["SEQUENCE"])
            cancel_booking(booking=booking, by=WEB, now=NOW)
            heard.append(attached(CANCELLED_BY_YOU, booking)["SEQUENCE"])
    assert heard == sorted(set(heard))


def test_a_second_booking_of_a_family_keeps_the_date_when_the_first_goes(date: Occurrence) -> None:
    with scope(date.service_id):
        first = book(date)
        book(date)
        cancel_booking(booking=first, by=WEB, now=NOW)
        content = CANCELLED_BY_YOU.compose(first.public_id, "en", Route.EMAIL, NOW)
        assert content is not None
        assert not content.attachments


def test_the_subscription_says_that_the_library_called_it_off(
    date: Occurrence, client: Client
) -> None:
    with scope(date.service_id):
        booking = book(date)
        content = BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW)
        cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=NOW)
    assert content is not None
    address = path_of(content.steps[1].address) + ".ics"
    with clock.at(NOW):
        assert entry_in(client.get(address).content)["STATUS"] == "CANCELLED"
        assert client.get(address.replace(".ics", "x.ics")).status_code == 404


def test_nobody_else_gets_the_file_of_a_booking(date: Occurrence, client: Client) -> None:
    with scope(date.service_id):
        booking = book(date)
    with clock.at(NOW):
        answer = client.get(f"/alice/bookings/{booking.public_id}/calendar.ics")
    assert answer.status_code == 404
    assert b"VEVENT" not in answer.content
