"""A date at the desk: the door list, bookings for others, calling it off."""

from typing import Any

from django.test import Client

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.events.models import Booking, Occurrence, OccurrenceState
from branchline.messages.models import Message, Route
from branchline.people.actions import Details as ResidentDetails
from branchline.people.actions import add_resident
from branchline.people.models import (
    RecordRead,
)

from ..conftest import DESK, NOW, Places, book, put_on
from .conftest import dates, text_of


def test_the_door_list_says_who_comes_and_what_they_need(bob: Client, booked: Booking) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}"
    for shown in (text_of(bob, path), text_of(bob, f"{path}/door")):
        for words in (
            "Nia Hughes",
            "1 adult and 2 children",
            "A chair with arms",
            "3 people have booked",
        ):
            assert words in shown


def test_who_opened_the_door_list_is_noted(bob: Client, places: Places, booked: Booking) -> None:
    text_of(bob, f"/alice/desk/events/{booked.occurrence.public_id}")
    with scope(places.service.pk):
        read = RecordRead.objects.select_related("account").get()
    assert read.contact_id == booked.contact_id
    assert read.account is not None
    assert read.account.name == "bob"


def test_today_shows_what_is_on_today(bob: Client, tuesday: Occurrence) -> None:
    assert "Nothing is on today" in text_of(bob, "/alice/desk/today")
    with clock.at(london(2026, 10, 6, 8)):
        text = text_of(bob, "/alice/desk/today")
    assert "Tuesday 6 October" in text
    assert "Nothing is on today" not in text


def test_staff_book_for_somebody_on_the_phone(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    typed = {
        "key": "a-form-of-its-own",
        "channel": "phone",
        "adults": "2",
        "children": "0",
        "name": "Arthur Bright",
        "reach": "phone",
        "landline": "0161 496 0117",
    }
    page = bob.post(f"/alice/desk/events/{tuesday.public_id}/book", typed, follow=True)
    text = page.content.decode()
    assert "Booked for Arthur Bright" in text
    assert "0161 496 0117" in text
    with scope(places.service.pk):
        booking = Booking.objects.select_related("contact").get()
    assert booking.channel == "phone"
    assert booking.contact is not None
    assert booking.contact.vouched_by is not None
    with scope(places.service.pk):
        assert Message.objects.filter(reference=booking.public_id).count() == 1, "somebody rings"
    told = typed | {"key": "another-form", "name": "Wendy", "told": "on"}
    bob.post(f"/alice/desk/events/{tuesday.public_id}/book", told)
    with scope(places.service.pk):
        wendy = Booking.objects.get(name="Wendy")
        assert not Message.objects.filter(reference=wendy.public_id).exists(), "she was told there"


def test_staff_look_up_somebody_they_know_and_the_form_begins_with_how_to_reach_them(
    bob: Client, charlie: Client, places: Places, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        arthur = add_resident(
            details=ResidentDetails(name="Arthur Bright", postcode="M33 7ZF"),
            routes=[(Route.PHONE, "0161 496 0117")], card="", by=DESK, now=NOW, key="a-record-of-its-own",
        )  # fmt: skip
    path = f"/alice/desk/events/{tuesday.public_id}/book"
    found = text_of(bob, f"{path}?who=bright")
    assert f'href="?resident={arthur.public_id}"' in found
    assert "Nobody of that name here" in text_of(bob, f"{path}?who=nobody")
    begun = text_of(bob, f"{path}?resident={arthur.public_id}")
    assert 'value="Arthur Bright"' in begun
    assert "01614960117" in begun
    with scope(places.service.pk):
        assert RecordRead.objects.get().resident_id == arthur.pk
    assert bob.get(f"{path}?resident=nobody0000").status_code == 404
    assert charlie.get(f"{path}?resident={arthur.public_id}").status_code == 404


def test_staff_cancel_a_booking_for_somebody(bob: Client, places: Places, booked: Booking) -> None:
    path = f"/alice/desk/bookings/{booked.public_id}/cancel"
    asked = text_of(bob, path)
    assert "Cancel the booking of Nia Hughes?" in asked
    assert "They are told the way they chose: " in asked
    bob.post(path)
    with scope(places.service.pk):
        assert not Booking.objects.get().is_live


def test_calling_a_date_off_asks_why_and_tells_everybody(
    bob: Client, places: Places, booked: Booking
) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}/cancel"
    asked = bob.post(path, {"key": "a-form-of-its-own", "reason": ""}).content.decode()
    assert "Say why" in asked
    page = bob.post(
        path, {"key": "a-form-of-its-own", "reason": "The heating is broken."}, follow=True
    )
    text = page.content.decode()
    assert "3 people who had booked or waited are being told" in text
    assert "Who had booked, and is told" in text
    assert "Nia Hughes" in text
    assert "Message not sent yet" in text
    assert dates(places)[0].state == OccurrenceState.CANCELLED
    with scope(places.service.pk):
        assert Message.objects.count() == 2
    public = text_of(Client(), f"/alice/whats-on/{booked.occurrence.public_id}")
    assert "The heating is broken." in public


def test_the_desk_asks_as_often_for_many_dates_as_for_one(
    bob: Client, places: Places, booked: Booking, django_assert_max_num_queries: Any
) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}"
    counts = {}
    for page in ("/alice/desk/today", "/alice/desk/events", path):
        bob.get(page)
        with django_assert_max_num_queries(22) as few:
            bob.get(page)
        counts[page] = len(few)
    with scope(places.service.pk):
        for number in range(8):
            book(
                booked.occurrence, contact_name=f"Guest {number}", address=f"{number}@example.test"
            )
            put_on(places.branch)
    for page, count in counts.items():
        with django_assert_max_num_queries(count):
            bob.get(page)


def test_the_form_for_others_says_how_many_places_are_left(
    bob: Client, tuesday: Occurrence
) -> None:
    assert "20 places left" in text_of(bob, f"/alice/desk/events/{tuesday.public_id}/book")


def test_who_was_not_told_stands_on_the_door_list(
    bob: Client, places: Places, booked: Booking
) -> None:
    with scope(places.service.pk):
        Message.objects.filter(reference=booked.public_id).update(state="failed", ended_at=NOW)
    assert "Not told yet" in text_of(bob, f"/alice/desk/events/{booked.occurrence.public_id}")


def test_after_the_date_the_page_says_who_had_booked_and_claims_nobody_came(
    bob: Client, booked: Booking
) -> None:
    with clock.at(booked.occurrence.ends_at):
        text = text_of(bob, f"/alice/desk/events/{booked.occurrence.public_id}")
    assert "Who had booked" in text
    assert "3 people have booked" in text
    assert "Nobody has counted yet, so we don’t know" in text


def test_a_full_date_offers_no_booking_that_would_be_refused(
    bob: Client, places: Places, booked: Booking
) -> None:
    page = f"/alice/desk/events/{booked.occurrence.public_id}"
    assert "Book for somebody" in text_of(bob, page)
    with scope(places.service.pk):
        Occurrence.objects.update(capacity=booked.people)
    assert "Book for somebody" not in text_of(bob, page)
