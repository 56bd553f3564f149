"""The hall: the first page invites, search finds, statements are there, robots are told."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from branchline.core import clock
from branchline.core.acting import Acting, Channel
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import create_event, publish_event
from branchline.events.models import Details, Timing
from branchline.places.models import Branch, Service

NOW = clock.london(2026, 9, 1, 9)
DESK = Acting(channel=Channel.DESK)


@pytest.fixture(autouse=True)
def september(db: None) -> Iterator[datetime]:
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def sale() -> Branch:
    """A library of Alice's service."""
    service = Service.objects.create(
        slug="alice", name=said("Alice’s libraries", "Llyfrgelloedd Alys"), nation="england"
    )
    with scope(service.pk):
        return Branch.objects.create(service=service, name=said("Sale Library"), town="Sale")


def announce(branch: Branch, *titles: str) -> None:
    """Published events, one a day."""
    with scope(branch.service_id):
        for day, title in enumerate(titles, start=1):
            event = create_event(
                branch=branch,
                details=Details(title=said(title)),
                timing=Timing(clock.london(2026, 10, day, 12).date(), time(10), time(11)),
                by=DESK,
                now=NOW,
                key=f"a-form-of-its-own-{day}",
            )
            publish_event(event=event, by=DESK, now=NOW)


def text_of(path: str) -> str:
    page = Client().get(path)
    assert page.status_code == 200
    return page.content.decode()


def test_the_first_page_asks_for_a_place_and_shows_what_is_next(sale: Branch) -> None:
    announce(sale, "Rhyme time", "Rhyme time", "Seed swap")
    text = text_of("/")
    assert 'action="/whats-on"' in text
    assert 'name="near"' in text
    for words in ("What’s on at your library", "Seed swap", "Sale Library", "without an account"):
        assert words in text


def test_the_first_page_shows_one_of_each_before_two_of_one(sale: Branch) -> None:
    announce(sale, *["Rhyme time"] * 8, "Seed swap")
    text = text_of("/")
    assert "Seed swap" in text
    assert text.count("bl-card__title") == 6


def test_the_first_page_without_events_says_so_kindly() -> None:
    assert "Nothing is announced yet" in text_of("/")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("seed", "Seed swap"),
        ("sale", "Sale Library"),
        ("alice", "Alice’s libraries"),
        ("alys", "Alice’s libraries"),
    ],
)
def test_search_finds_events_libraries_and_services(sale: Branch, typed: str, found: str) -> None:
    announce(sale, "Seed swap")
    assert found in text_of(f"/search?q={typed}")


@pytest.mark.parametrize("typed", ["zzzz", "'; --", "n" * 5000, "%3Cb%3E"])
def test_search_that_finds_nothing_offers_the_next_thing(sale: Branch, typed: str) -> None:
    text = text_of(f"/search?q={typed}")
    assert "We found nothing" in text or "What are you looking for?" in text
    assert "<b>" not in text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about", "free software"),
        ("/accessibility", "Equality Advisory"),
        ("/privacy", "Information Commissioner"),
        ("/privacy", "Who booked, and what they need on the day"),
        ("/search", "What are you looking for?"),
    ],
)
def test_the_statements_say_what_they_must(path: str, words: str) -> None:
    assert words in text_of(path)


@pytest.mark.parametrize(("demo", "line"), [(True, "Disallow: /\n"), (False, "Sitemap: http")])
def test_robots_are_told_where_to_go(settings: Settings, demo: bool, line: str) -> None:
    settings.BRANCHLINE_DEMO = demo
    assert line in text_of("/robots.txt")


def test_the_sitemap_names_each_live_service(sale: Branch) -> None:
    text = text_of("/sitemap.xml")
    assert "<loc>http://testserver/alice/</loc>" in text
    assert "<loc>http://testserver/about</loc>" in text


def test_the_first_page_asks_as_often_for_many_as_for_one(
    sale: Branch, django_assert_max_num_queries: Any
) -> None:
    announce(sale, "Rhyme time")
    client = Client()
    client.get("/")
    with django_assert_max_num_queries(5) as few:
        client.get("/")
    announce(sale, "Seed swap", "Lego club", "Knit and natter", "Story time")
    with django_assert_max_num_queries(len(few)):
        client.get("/")
