"""The JSON API: what is published and nothing else, in pages, with problems as sentences."""

import json
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import Event, Listing, Rule, Timing

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, put_on


def get(client: Client, address: str, status: int = 200, **headers: str) -> Any:
    """What a program reads."""
    with clock.at(NOW):
        answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


@pytest.fixture
def series(places: Places) -> Event:
    """Three Tuesdays at Alice's, booked by Bob; one event at Charlie's."""
    with scope(places.service.pk):
        timing = Timing(TUESDAY, time(10, 30), time(11), Rule(until=TUESDAY + timedelta(weeks=2)))
        event = put_on(places.branch, timing=timing)
        book(date_of(event), adults=2, contact_name="Bob Secret")
    with scope(places.other_service.pk):
        put_on(places.other_branch, title=said("Knitting"), theme="meet", age_from=18, age_to=None)
    return event


def test_a_date_says_what_its_page_says_and_nobodys_name(series: Event, client: Client) -> None:
    found = get(client, "/api/v1/alice/occurrences")
    assert "Secret" not in json.dumps(found)
    assert (len(found["items"]), found["after"], found["next"]) == (3, None, None)
    first = found["items"][0]
    assert first["title"] == {"en": "Rhyme time", "cy": "Amser rhigwm", "drafted": []}
    assert first["starts_at"] == "2026-10-06T10:30:00+01:00"
    assert (first["capacity"], first["places_left"], first["event"]) == (20, 18, series.public_id)
    assert first["library"]["name"]["en"] == "Sale Library"
    with clock.at(NOW):
        assert client.get(first["page"]).status_code == 200
        assert client.get(first["calendar"]).status_code == 200
    assert get(client, f"/api/v1/occurrences/{first['id']}") == first


def test_the_country_has_them_all_and_a_service_its_own(series: Event, client: Client) -> None:
    everything = get(client, "/api/v1/occurrences")["items"]
    assert {each["service"]["slug"] for each in everything} == {"alice", "charlie"}
    own = get(client, "/api/v1/charlie/events")["items"]
    assert [each["title"]["en"] for each in own] == ["Knitting"]
    assert [e["id"] for e in get(client, "/api/v1/events?who=babies")["items"]] == [
        series.public_id
    ]


def test_an_event_has_the_rule_of_its_series(series: Event, client: Client) -> None:
    found = get(client, f"/api/v1/events/{series.public_id}")
    assert found["rule"] == "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"
    assert (found["first_day"], found["last_day"], found["dates"]) == (
        "2026-10-06",
        "2026-10-20",
        3,
    )
    assert (found["starts"], found["ends"]) == ("10:30", "11:00")
    with scope(series.service_id):
        cancel_occurrence(occurrence=date_of(series), because=said("Snow"), by=DESK, now=NOW)
    assert get(client, f"/api/v1/events/{series.public_id}")["dates"] == 2
    off = get(client, "/api/v1/alice/occurrences")["items"][0]
    assert (off["state"], off["because"]["en"]) == ("cancelled", "Snow")


@pytest.mark.parametrize("what", ["occurrences", "events"])
def test_pages_follow_each_other_without_a_gap(places: Places, client: Client, what: str) -> None:
    with scope(places.service.pk):
        for _turn in range(7):
            put_on(places.branch)
    seen: list[str] = []
    address: str | None = f"/api/v1/{what}?limit=3&theme=rhyme"
    pages = 0
    while address:
        found = get(client, address)
        seen += [each["id"] for each in found["items"]]
        address, pages = found["next"], pages + 1
        assert address is None or "theme=rhyme" in address
    assert (pages, len(seen), len(set(seen))) == (3, 7, 7)


def test_drafts_are_not_there(alice: Places, client: Client) -> None:
    put_on(alice.branch)
    Listing.objects.all().delete()
    assert get(client, "/api/v1/alice/occurrences")["items"] == []


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/api/v1/occurrences?limit=1000", 422, "limit: It must be at most 100."),
        ("/api/v1/occurrences?limit=x", 422, "limit: Say a whole number."),
        ("/api/v1/occurrences?from_day=tomorrow", 422, "from_day: Say a day as 2026-10-05."),
        ("/api/v1/events?theme=cricket", 422, "theme: Say one of these: 'rhyme'"),
        ("/api/v1/nowhere/occurrences", 404, "not here"),
        ("/api/v1/desk/occurrences", 404, "not here"),
        ("/api/v1/occurrences/0000000000", 404, "That event is not here."),
        ("/api/v1/no/such/thing", 404, "not here"),
        ("/cy/api/v1/occurrences?limit=0", 422, "limit: "),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    places: Places, client: Client, address: str, status: int, sentence: str
) -> None:
    with clock.at(NOW):
        answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    found = json.loads(answer.content)
    assert found["status"] == status
    assert sentence in found["detail"]


def test_nothing_can_be_written(places: Places, client: Client) -> None:
    answer = client.post("/api/v1/occurrences", {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer["Content-Type"] == "application/problem+json"


def test_who_has_it_already_is_not_sent_it_again(series: Event, client: Client) -> None:
    with clock.at(NOW):
        first = client.get("/api/v1/events")
        again = client.get("/api/v1/events", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies


@pytest.mark.parametrize(
    "address",
    ["occurrences", "events", "libraries", "services", "alice/occurrences", "alice/events"],
)
def test_answers_cost_the_same_whatever_their_length(
    places: Places, client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for turns in (1, 9):
        with scope(places.service.pk):
            for _turn in range(turns):
                put_on(places.branch)
        with clock.at(NOW), django_assert_max_num_queries(8) as counted:
            assert client.get(f"/api/v1/{address}").status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1]
