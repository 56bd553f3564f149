"""Somebody types a place and finds what is on there; lists stay quick however long they are."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import HowToCome
from branchline.places.models import OutwardCode, Postcode
from branchline.surveys.actions import open_survey

from .conftest import DESK, NOW, TUESDAY, Places, date_of, once, put_on


@pytest.fixture(autouse=True)
def september(db: None) -> Iterator[None]:
    Postcode.objects.create(postcode="M337ZF", lat=53.4254, lon=-2.3196)
    OutwardCode.objects.create(code="M33", lat=53.42, lon=-2.32, branches=2)
    with clock.at(NOW):
        yield


def rhyme_times(places: Places, count: int, first: date = TUESDAY) -> None:
    with scope(places.service.pk):
        for number in range(count):
            put_on(places.branch, timing=once(first + timedelta(days=number)))


def text_of(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("typed", ["M33 7ZF", "m337zf", "M33", "Sale"])
def test_a_postcode_its_beginning_or_a_town_finds_what_is_near(
    client: Client, places: Places, typed: str
) -> None:
    rhyme_times(places, 1)
    text = text_of(client, f"/whats-on?near={typed}")
    for words in (
        "Rhyme time",
        "Sale Library",
        "Within 2 miles",
        "20 places left",
        "Step-free way in",
        "Under 5s",
    ):
        assert words in text
    assert '<svg class="bl-map' in text


def test_a_wrong_postcode_is_said_at_its_field_and_kept(client: Client, places: Places) -> None:
    text = text_of(client, "/whats-on?near=ZZ99+9ZZ&when=week")
    assert "We know no library around ZZ99 9ZZ" in text
    assert 'value="ZZ99 9ZZ"' in text
    assert 'href="#near"' in text
    assert '<option value="week" selected>' in text


def test_something_hostile_is_only_text(client: Client, places: Places) -> None:
    text = text_of(
        client, "/whats-on?near=%3Cscript%3E&when=%27--&who=x&access=&booking=1&after=%FF"
    )
    assert "<script>" not in text.replace('<script type="module"', "")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("who=babies", True),
        ("who=adults", False),
        ("access=step_free", True),
        ("access=bsl", False),
        ("booking=bookable", True),
        ("booking=drop_in", False),
        ("when=nonsense&who=nobody", True),
    ],
)
def test_filters_narrow_the_list(client: Client, places: Places, words: str, found: bool) -> None:
    rhyme_times(places, 1)
    text = text_of(client, f"/whats-on?near=M33+7ZF&{words}")
    assert ("Only 20" in text or "20 places left" in text) is found
    if not found:
        assert "Nothing on that matches all of this" in text
        assert 'href="/whats-on?near=M33+7ZF"' in text


@pytest.mark.parametrize("list_of", ["/whats-on?near=M33+7ZF&", "/alice/whats-on?"])
def test_a_day_without_anything_shows_what_comes_next_in_the_same_place(
    client: Client, places: Places, list_of: str
) -> None:
    rhyme_times(places, 1)
    today = text_of(client, f"{list_of}when=today")
    assert "Today: nothing on around here" in today
    assert "20 places left" in today
    assert "Or choose a town" not in today, "nobody is sent to another end of the country"
    assert "Nothing on that matches" in text_of(client, f"{list_of}when=today&who=adults")
    assert "That day has been" in text_of(client, f"{list_of}when=2026-08-30")
    there = text_of(client, f"{list_of}when=2026-10-06")
    assert "20 places left" in there
    assert "nothing on around here" not in there


def test_later_goes_on_where_the_page_ended(client: Client, places: Places) -> None:
    rhyme_times(places, 25)
    seen: list[str] = []
    path: str | None = "/whats-on?near=M33+7ZF"
    while path:
        page: Any = client.get(path)
        seen += [card.public_id for group in page.context["found"].groups for card in group.cards]
        path = page.context["found"].later
    assert len(seen) == len(set(seen)) == 25


def test_nothing_anywhere_offers_the_next_thing_to_do(client: Client, places: Places) -> None:
    assert "Nothing is announced here yet" in text_of(client, "/whats-on")
    assert "Nothing is announced here yet" in text_of(client, "/alice/")


def test_a_service_shows_its_own_events_only(client: Client, places: Places) -> None:
    rhyme_times(places, 1)
    assert "Rhyme time</a>" in text_of(client, "/alice/")
    assert "Rhyme time</a>" in text_of(client, f"/alice/whats-on?branch={places.branch.public_id}")
    assert "Rhyme time</a>" not in text_of(client, f"/alice/whats-on?branch={places.far.public_id}")
    assert "Rhyme time</a>" not in text_of(client, "/charlie/whats-on")


def test_a_librarys_page_leads_to_what_is_on_there(client: Client, places: Places) -> None:
    library = f"/alice/libraries/{places.branch.public_id}"
    there = f"/alice/whats-on?branch={places.branch.public_id}"
    assert f'href="{there}">' in client.get(library).content.decode()
    assert client.get(there).status_code == 200


def test_an_event_says_when_where_for_whom_and_what_is_left(client: Client, places: Places) -> None:
    with scope(places.service.pk):
        tuesday = date_of(put_on(places.branch))
    text = text_of(client, f"/alice/whats-on/{tuesday.public_id}")
    for words in (
        "Tuesday 6 October, 10:30am to 11am",
        "Sale Library",
        "M33 7ZF",
        "Songs for the very young",
        "Free",
        "Book places",
        "application/ld+json",
    ):
        assert words in text


def test_welsh_pages_say_the_welsh_words(client: Client, places: Places) -> None:
    with scope(places.service.pk):
        tuesday = date_of(put_on(places.branch))
    text = text_of(client, f"/cy/alice/whats-on/{tuesday.public_id}")
    assert "Amser rhigwm" in text
    assert "Dydd Mawrth 6 Hydref" in text


def test_a_drop_in_has_no_button(client: Client, places: Places) -> None:
    with scope(places.service.pk):
        open_door = date_of(put_on(places.branch, booking=HowToCome.DROP_IN, capacity=None))
    text = text_of(client, f"/alice/whats-on/{open_door.public_id}")
    assert "Just come along" in text
    assert "Book places" not in text


def test_what_has_begun_is_still_listed_and_says_so(client: Client, places: Places) -> None:
    with scope(places.service.pk):
        tuesday = date_of(put_on(places.branch, timing=once(starts=time(10), ends=time(12))))
    with clock.at(tuesday.starts_at + timedelta(minutes=5)):
        assert "Has started" in text_of(client, "/alice/whats-on")


@pytest.mark.parametrize(
    ("path", "most"),
    [("/whats-on", 6), ("/whats-on?near=M33+7ZF", 8), ("/alice/", 12), ("/alice/whats-on", 10)],
)
def test_lists_ask_as_often_for_many_as_for_one(
    client: Client, places: Places, django_assert_max_num_queries: Any, path: str, most: int
) -> None:
    rhyme_times(places, 1)
    client.get(path)
    with django_assert_max_num_queries(most) as few:
        client.get(path)
    rhyme_times(places, 15, TUESDAY + timedelta(days=1))
    with django_assert_max_num_queries(len(few)):
        client.get(path)


def test_after_a_date_its_page_asks_how_it_was_where_a_survey_is_open(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        tuesday = date_of(put_on(places.branch))
        open_survey(
            title=said("How was it?"),
            sets=["satisfaction-1"],
            about=tuesday.event.asked_about,
            by=DESK,
            now=NOW,
            key="a-survey-of-its-own",
        )
        unasked = date_of(put_on(places.branch))
    path = f"/alice/whats-on/{tuesday.public_id}"
    assert "Tell us how it was" not in text_of(client, path)
    with clock.at(tuesday.ends_at + timedelta(minutes=5)):
        assert "Tell us how it was" in text_of(client, path)
        assert "Tell us how it was" not in text_of(client, f"/alice/whats-on/{unasked.public_id}")
