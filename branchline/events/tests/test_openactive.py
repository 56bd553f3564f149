"""Bookable sessions for OpenActive: its own validator finds nothing else, and whoever follows it misses nothing."""

import json
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence, change_event
from branchline.events.models import Event, HowToCome, Joining, Rule, Setting, Timing, Window
from branchline.places.models import Branch, Service
from tests.harness.peers import ask_node

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, details, put_on

NO_SPORT = "superEvent.activity[0]"
"""OpenActive's list of activities has sports only. A rhyme time is none of them, so it says what it is, by a
list of ours, which the validator neither knows nor can fetch here."""
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def series(places: Places) -> Event:
    """150 Tuesdays' worth of sessions in two series, a drop-in, one that costs something and one online."""
    with scope(places.service.pk):
        Branch.objects.filter(service=places.service).update(
            street="1 Waterside", county="Cheshire"
        )
        put_on(
            places.branch,
            timing=Timing(TUESDAY, time(14), time(15), Rule(until=TUESDAY + timedelta(weeks=74))),
        )
        put_on(places.branch, booking=HowToCome.DROP_IN, capacity=None)
        put_on(places.branch, cost=said("£2 for materials"))
        joining = Joining("https://meet.example.test/x", said("Press"))
        put_on(places.branch, setting=Setting.ONLINE, joining=joining)
        event = put_on(
            places.branch,
            window=Window(opens_days_before=700, closes_hours_before=24),
            timing=Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=74))),
        )
        book(date_of(event), contact_name="Bob Secret")
    return event


def page(client: Client, address: str = "/alice/whats-on/openactive", now: Any = LATER) -> Any:
    with clock.at(now):
        answer = client.get(address)
    assert answer.status_code == 200
    assert b"Secret" not in answer.content
    assert b"meet.example.test" not in answer.content
    return json.loads(answer.content)


def follow(client: Client, address: str = "/alice/whats-on/openactive", now: Any = LATER) -> Any:
    """Every item from here on, and where to ask for news."""
    items: list[Any] = []
    while True:
        found = page(client, address.replace("http://testserver", ""), now)
        if not found["items"]:
            assert found["next"].endswith(address.partition("?")[2])
            return items, address
        items += found["items"]
        address = found["next"]


@pytest.mark.parametrize("language", ["", "/cy"])
def test_openactives_own_validator_finds_nothing_but_our_own_list_of_activities(
    series: Event, client: Client, language: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["libraries.example.org"]
    client.defaults["HTTP_HOST"] = "libraries.example.org"
    found = page(client, f"{language}/alice/whats-on/openactive")
    wrong = ask_node("openactive.mjs", json.dumps(found).encode())
    assert [each for each in wrong if not each["path"].endswith(NO_SPORT)] == []
    broken = found | {"items": [dict(found["items"][0], data={"@type": "ScheduledSession"})]}
    wrong = ask_node("openactive.mjs", json.dumps(broken).encode())
    assert [each for each in wrong if not each["path"].endswith(NO_SPORT)] != []


def test_it_says_under_which_licence_the_service_gives_it(series: Event, client: Client) -> None:
    assert page(client)["license"] == "https://creativecommons.org/licenses/by/4.0/"
    Service.objects.filter(pk=series.service_id).update(data_licence="ogl")
    assert "open-government-licence" in page(client)["license"]


def test_who_follows_it_gets_each_session_once(series: Event, client: Client) -> None:
    items, _address = follow(client)
    assert len(items) == len({item["id"] for item in items}) == 152
    assert [item["state"] for item in items].count("deleted") == 2
    keys = [(item["modified"], item["id"]) for item in items]
    assert keys == sorted(keys)


def test_what_changes_comes_again_at_the_end(series: Event, client: Client) -> None:
    _items, address = follow(client)
    with scope(series.service_id):
        date = date_of(series)
        cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=LATER)
    assert follow(client, address, LATER)[0] == [], "not before everybody can see it"
    (item,), address = follow(client, address, LATER + timedelta(minutes=1))
    assert (item["id"], item["data"]["eventStatus"]) == (
        date.public_id,
        "https://schema.org/EventCancelled",
    )
    with scope(series.service_id):
        costs = details(cost=said("£3"))
        change_event(event=series, details=costs, by=DESK, now=LATER + timedelta(minutes=2))
    gone, _address = follow(client, address, LATER + timedelta(minutes=3))
    assert {item["state"] for item in gone} == {"deleted"}


@pytest.mark.parametrize(
    "words",
    [
        "afterTimestamp=x",
        "afterTimestamp=9999999999999999999999",
        "afterTimestamp=-1",
        "afterId=%C3%A9",
        "afterTimestamp=%D9%A3",
    ],
)
def test_a_mangled_address_begins_again(series: Event, client: Client, words: str) -> None:
    assert len(page(client, f"/alice/whats-on/openactive?{words}")["items"]) == 100
