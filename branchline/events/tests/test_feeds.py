"""What machines fetch reads back as what is listed, for everybody and without people."""

import json
from datetime import time, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from icalendar import Calendar

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.feeds import event_json_ld
from branchline.events.letters.calendar import uid
from branchline.events.models import Occurrence, Rule, Timing
from branchline.events.queries import listing, listings
from branchline.places.models import Postcode

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, put_on

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def programme(places: Places) -> Places:
    """Three Tuesdays at Sale, the second one called off; one date at Altrincham."""
    with scope(places.service.pk):
        event = put_on(
            places.branch,
            timing=Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=2))),
        )
        second = Occurrence.objects.filter(event=event).order_by("starts_at")[1]
        book(second, contact_name="Bob Secret")
        cancel_occurrence(occurrence=second, because=said("Snow"), by=DESK, now=NOW)
        put_on(places.far, title=said("Lego <club> & \u2028 more"))
    return places


def events_at(client: Client, address: str) -> list[Any]:
    """As a calendar program sees it."""
    with clock.at(NOW):
        response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    assert b"Bob Secret" not in response.content
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_a_services_calendar_has_a_series_once_and_marks_what_is_off(
    programme: Places, client: Client
) -> None:
    events = events_at(client, "/alice/whats-on.ics")
    rhymes = [e for e in events if e["SUMMARY"] == "Rhyme time"]
    assert [(e["STATUS"], e["SEQUENCE"]) for e in rhymes] == [("CONFIRMED", 1), ("CANCELLED", 1)]
    assert rhymes[0]["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261020T090000Z;INTERVAL=1;BYDAY=TU"
    assert rhymes[0]["UID"] == rhymes[1]["UID"]
    assert str(rhymes[1]["RECURRENCE-ID"].dt) == "2026-10-13 10:00:00+01:00"
    assert len({e["UID"] for e in events}) == 2


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["Lego <club> & \u2028 more", "Rhyme time"]),
        ("?branch={near}", ["Rhyme time"]),
        ("?q=lego", ["Lego <club> & \u2028 more"]),
        ("?q=M33+7ZF", ["Lego <club> & \u2028 more", "Rhyme time"]),
        ("?theme=make", []),
        ("?who=adults", []),
        ("?when=week", []),
        ("?day=2026-10-20&access=step_free", ["Rhyme time"]),
    ],
)
def test_a_calendar_keeps_the_filters_of_the_list(
    programme: Places, client: Client, words: str, titles: list[str]
) -> None:
    Postcode.objects.create(postcode="M337ZF", lat=53.4254, lon=-2.3196)
    address = "/alice/whats-on.ics" + words.format(near=programme.branch.public_id)
    assert sorted({e["SUMMARY"] for e in events_at(client, address)}) == titles


def test_the_page_leads_to_the_calendar_of_what_it_shows(programme: Places, client: Client) -> None:
    with clock.at(NOW):
        page = client.get(f"/alice/whats-on?branch={programme.branch.public_id}&theme=rhyme")
        words = f"branch={programme.branch.public_id}&amp;theme=rhyme"
        assert f"/alice/whats-on/subscribe?{words}" in page.content.decode()
        page = client.get(f"/alice/whats-on/subscribe?{words.replace('&amp;', '&')}")
    shown = page.content.decode()
    assert f"webcal://testserver/alice/whats-on.ics?{words}" in shown
    assert "Rhyme time" in shown


def test_of_a_series_a_filter_leaves_the_other_dates_out(programme: Places, client: Client) -> None:
    (event,) = events_at(client, "/alice/whats-on.ics?day=2026-10-20")
    assert "RRULE" not in event
    assert str(event["DTSTART"].dt) == "2026-10-20 10:00:00+01:00"


@pytest.mark.parametrize("address", ["/alice/whats-on.ics", "/alice/whats-on.atom"])
def test_who_has_it_already_is_not_sent_it_again(
    programme: Places, client: Client, address: str
) -> None:
    with clock.at(NOW):
        first = client.get(address)
    with clock.at(NOW + timedelta(hours=3)):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    with scope(programme.service.pk):
        cancel_occurrence(
            occurrence=Occurrence.objects.latest("starts_at"), because=said(""), by=DESK, now=NOW
        )
    with clock.at(NOW):
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_branchs_calendar_has_its_own_dates_only(programme: Places, client: Client) -> None:
    events = events_at(client, f"/alice/libraries/{programme.far.public_id}.ics")
    assert [e["SUMMARY"] for e in events] == ["Lego <club> & \u2028 more"]
    assert client.get(f"/alice/libraries/{programme.other_branch.public_id}.ics").status_code == 404


def test_one_date_for_a_calendar_in_welsh(programme: Places, client: Client) -> None:
    first = listings(now=NOW, text="rhyme").rows[0]
    (event,) = events_at(client, f"/cy/alice/whats-on/{first.public_id}.ics")
    assert (event["SUMMARY"], event["UID"]) == ("Amser rhigwm", uid(first.public_id))
    assert "/cy/alice/" in event["URL"]


def test_the_news_feed_is_atom_with_stable_ids(programme: Places, client: Client) -> None:
    with clock.at(NOW):
        response = client.get("/alice/whats-on.atom")
    feed = ElementTree.fromstring(response.content)
    found = [
        (e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}title")) for e in feed.iter(f"{ATOM}entry")
    ]
    assert len({name for name, _ in found}) == 4
    assert "Cancelled: Rhyme time" in [title for _, title in found]


@pytest.mark.parametrize("address", ["/alice/whats-on.ics", "/alice/whats-on.atom"])
def test_feeds_cost_the_same_whatever_their_length(
    places: Places, client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for weeks in (0, 40):
        with scope(places.service.pk):
            put_on(
                places.branch,
                timing=Timing(
                    TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=weeks))
                ),
            )
        with clock.at(NOW), django_assert_max_num_queries(12) as counted:
            assert client.get(address).status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1]


@override_settings(DEFAULT_FROM_EMAIL="libraries@example.test")
def test_structured_data_says_what_the_page_says(places: Places) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, title=said("</script><b>"), capacity=3))
        book(date, adults=3)
    text = event_json_ld(listing(public_id=date.public_id), address="https://example.test/x")
    assert "<" not in text
    data = json.loads(text)
    assert data["name"] == "</script><b>"
    assert data["startDate"] == "2026-10-06T10:30:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert (data["maximumAttendeeCapacity"], data["remainingAttendeeCapacity"]) == (3, 0)
    assert data["offers"]["availability"] == "https://schema.org/SoldOut"
    assert data["typicalAgeRange"] == "0-4"
    assert data["location"]["amenityFeature"][0]["name"] == "Step-free way in"


def test_a_subscriber_sees_the_same_date_called_off(places: Places, client: Client) -> None:
    """Subscribed while it was on; the next fetch has the same UID, a higher SEQUENCE and the status."""
    with scope(places.service.pk):
        date = date_of(put_on(places.branch))
    paths = (
        f"/alice/whats-on/series/{date.event.public_id}.ics",
        "/alice/whats-on.ics",
        f"/alice/libraries/{places.branch.public_id}.ics",
        f"/alice/whats-on/{date.public_id}.ics",
    )
    before = [events_at(client, path)[0] for path in paths]
    with scope(places.service.pk):
        cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=NOW)
    for path, old in zip(paths, before, strict=True):
        (new,) = events_at(client, path)
        assert new["UID"] == old["UID"] == uid(date.public_id)
        assert (old["STATUS"], new["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert new["SEQUENCE"] > old["SEQUENCE"]
        assert new["LAST-MODIFIED"].dt >= old["LAST-MODIFIED"].dt
        assert new["DTSTART"].dt == old["DTSTART"].dt


def test_the_page_of_a_cancelled_date_tells_search_engines(places: Places, client: Client) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch))
        cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=NOW)
    with clock.at(NOW):
        text = client.get(f"/alice/whats-on/{date.public_id}").content.decode()
    written = text.split('<script type="application/ld+json"', 1)[1].split(">", 1)[1]
    data = json.loads(written.split("</script>", 1)[0])
    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["startDate"] == "2026-10-06T10:30:00+01:00"
    assert data["offers"]["availability"] == "https://schema.org/SoldOut"
