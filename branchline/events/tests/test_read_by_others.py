"""Atom and schema.org as other people's readers understand them: feedparser and extruct."""

from datetime import time, timedelta
from typing import Any

import extruct
import feedparser
import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import Access, Event, Occurrence, Rule, Setting, Theme, Timing

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, put_on


@pytest.fixture
def series(places: Places) -> Event:
    """Three Tuesdays, relaxed; the last one called off."""
    with scope(places.service.pk):
        timing = Timing(TUESDAY, time(10, 30), time(11), Rule(until=TUESDAY + timedelta(weeks=2)))
        event = put_on(places.branch, timing=timing, capacity=8, access=(Access.RELAXED,))
        book(date_of(event), adults=5, contact_name="Bob Secret")
        last = Occurrence.objects.filter(event=event).latest("starts_at")
        cancel_occurrence(occurrence=last, because=said("Snow"), by=DESK, now=NOW)
    return event


def feed(client: Client, address: str) -> Any:
    """As a feed reader has it; it finds nothing wrong."""
    with clock.at(NOW):
        answer = client.get(address)
    assert b"Secret" not in answer.content
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def event_on(client: Client, date: Occurrence, language: str = "") -> Any:
    """As a search engine reads the page of a date."""
    with clock.at(NOW):
        page = client.get(f"{language}/alice/whats-on/{date.public_id}").content.decode()
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return found


def test_a_feed_reader_shows_dates_in_order_and_what_is_called_off(
    series: Event, client: Client
) -> None:
    found = feed(client, "/alice/whats-on.atom")
    titles = [entry.title for entry in found.entries]
    assert titles == ["Rhyme time", "Rhyme time", "Cancelled: Rhyme time"]
    assert found.entries[0].summary.startswith("Tuesday 6 October, 10:30am to 11am. Sale Library.")
    assert "Snow" in found.entries[2].summary
    assert {tag.term for tag in found.entries[0].tags} >= {"Rhyme time", "Step-free way in"}
    assert feed(client, "/cy/alice/whats-on.atom").entries[0].title == "Amser rhigwm"


def test_a_long_feed_goes_on_behind_its_link(places: Places, client: Client) -> None:
    with scope(places.service.pk):
        for hour in (9, 11):
            timing = Timing(
                TUESDAY, time(hour), time(hour, 30), Rule(until=TUESDAY + timedelta(weeks=60))
            )
            put_on(places.branch, timing=timing)
    first = feed(client, "/alice/whats-on.atom?theme=rhyme")
    (following,) = [link.href for link in first.feed.links if link.rel == "next"]
    assert "theme=rhyme" in following
    second = feed(client, following.replace("http://testserver", ""))
    ids = [entry.id for entry in (*first.entries, *second.entries)]
    assert (len(first.entries), len(ids), len(set(ids))) == (100, 122, 122)
    assert not [link for link in second.feed.links if link.rel == "next"]


def test_a_search_engine_learns_when_where_for_whom_and_what_is_left(
    series: Event, client: Client
) -> None:
    with scope(series.service_id):
        first, last = date_of(series), Occurrence.objects.filter(event=series).latest("starts_at")
    found = event_on(client, first)
    assert (found["@type"], found["name"]) == ("ChildrensEvent", "Rhyme time")
    assert found["startDate"] == "2026-10-06T10:30:00+01:00"
    assert found["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert found["isAccessibleForFree"] is True
    assert found["keywords"] == ["Rhyme time", "Relaxed: come and go, move and make noise"]
    assert found["location"]["amenityFeature"][0]["name"] == "Step-free way in"
    assert (found["maximumAttendeeCapacity"], found["remainingAttendeeCapacity"]) == (8, 3)
    assert found["offers"]["availability"] == "https://schema.org/LimitedAvailability"
    assert found["superEvent"]["@type"] == "EventSeries"
    off = event_on(client, last)
    assert off["eventStatus"] == "https://schema.org/EventCancelled"
    assert off["superEvent"]["@id"] == found["superEvent"]["@id"]


def test_a_search_engine_learns_it_in_welsh(series: Event, client: Client) -> None:
    with scope(series.service_id):
        found = event_on(client, date_of(series), "/cy")
    assert (found["name"], found["location"]["name"]) == ("Amser rhigwm", "Sale Library (cy)")
    assert found["description"] == "Caneuon i blant bach"


def test_an_online_event_says_so_and_not_how_to_get_in(places: Places, client: Client) -> None:
    from branchline.events.models import Joining

    with scope(places.service.pk):
        joining = Joining("https://meet.example.test/secret-room", said("Press the link"))
        event = put_on(
            places.branch,
            setting=Setting.ONLINE,
            joining=joining,
            theme=Theme.TALK,
            age_from=18,
            age_to=None,
        )
        date = date_of(event)
    found = event_on(client, date)
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"]["@type"] == "VirtualLocation"
    for address in ("whats-on.ics", "whats-on.atom", f"whats-on/{date.public_id}.ics"):
        with clock.at(NOW):
            assert b"secret-room" not in client.get(f"/alice/{address}").content
    with clock.at(NOW):
        assert b"secret-room" not in client.get("/api/v1/occurrences").content
