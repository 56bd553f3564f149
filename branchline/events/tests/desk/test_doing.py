"""One clear thing to do first, by the moment; what needs a hand stands out in lists and on the page."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_booking, open_fairly
from branchline.events.models import Booking, Occurrence
from branchline.messages.models import Message, State

from ..conftest import DESK, NOW, WEB, Places, book, date_of, once, put_on
from ..waiting import now_of, waits
from .conftest import text_of


def first(page: str) -> str:
    """What the one green button of the page says."""
    (words,) = re.findall(r'<a class="govuk-button" href[^>]*>(?:<svg.*?</svg>)?([^<]+)</a>', page)
    return str(words).strip()


def page_of(client: Client, date: Occurrence) -> str:
    return text_of(client, f"/alice/desk/events/{date.public_id}")


@pytest.mark.parametrize(
    ("until_start", "words"),
    [
        (timedelta(days=5), "Book for somebody"),
        (timedelta(hours=2), "List for the door"),
        (timedelta(minutes=-5), "List for the door"),
        (timedelta(hours=-2), "Count who came"),
    ],
)
def test_the_moment_decides_what_stands_first(
    bob: Client, booked: Booking, until_start: timedelta, words: str
) -> None:
    with clock.at(booked.occurrence.starts_at - until_start):
        page = page_of(bob, booked.occurrence)
    assert first(page) == words
    assert page.count(">List for the door</a>") == 1


def test_a_drop_in_is_counted_on_the_day(bob: Client, places: Places) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, booking="drop_in", capacity=None))
    with clock.at(date.starts_at - timedelta(hours=1)):
        assert first(page_of(bob, date)) == "Count who comes"


def test_before_counting_opens_its_link_is_quiet_and_says_when(bob: Client, places: Places) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, booking="drop_in", capacity=None))
    for early in (timedelta(hours=4), timedelta(days=4)):
        with clock.at(date.starts_at - early):
            page = page_of(bob, date)
        assert "Count who comes (from Tuesday 6 October, 7:30am)" in page
        assert '<a class="govuk-button"' not in page


def test_staff_read_full_where_the_public_does_and_for_whom_a_place_is_kept(
    bob: Client, places: Places
) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, capacity=2, age_to=None))
        taken = book(date)
        book(date, address="fine@example.test")
        waits(now_of(date), 2, name="Wyn")
        cancel_booking(booking=taken, by=WEB, now=NOW)
    for page in (text_of(bob, "/alice/desk/events"), page_of(bob, date)):
        assert "Full" in page
        assert "1 place is kept for the next in the line" in page
        assert "Going ahead" not in page


def test_what_needs_a_hand_stands_in_the_list_and_on_the_page(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        lost = book(tuesday)
        book(tuesday, address="fine@example.test")
        Message.objects.filter(reference=lost.public_id).update(state=State.FAILED, ended_at=NOW)
        full = date_of(put_on(places.branch, capacity=1, title=said("Chess"), age_to=None))
        taken = book(full)
        waits(now_of(full), name="Wyn", takes_at_once=False)
        cancel_booking(booking=taken, by=WEB, now=NOW)
        drawn = date_of(put_on(places.branch, title=said("Author"), timing=once()))
        open_fairly(occurrence=drawn, hours=24, rules=[], by=DESK, now=NOW)
    listed = text_of(bob, "/alice/desk/events")
    for words, date in (
        ("Tell 1 party in person", tuesday),
        ("1 offer not answered, until", full),
        ("People ask until", drawn),
    ):
        assert listed.count(words) == 1, words
        assert words in page_of(bob, date)
    with clock.at(tuesday.ends_at + timedelta(hours=1)):
        assert "Nobody has counted" in text_of(bob, "/alice/desk/events?show=past")
