"""What comes again or is open to drop in, as Open Referral UK 3 has services: held to the profile's shapes."""

import json
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.api.open_referral.names import (
    AT,
    TAXONOMIES,
    event_named,
    event_uuid,
    term_id,
)
from branchline.events.models import Event, HowToCome, Joining, Rule, Setting, Theme, Timing
from branchline.places.models import Branch

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, put_on

PROFILE = json.loads(Path(__file__).with_name("open_referral_uk.json").read_text())
STUB = "/api/v1/alice/open-referral"


def get(client: Client, address: str, status: int = 200, **headers: str) -> Any:
    with clock.at(NOW):
        answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.content
    assert b"Secret" not in answer.content
    assert b"meet.example.test" not in answer.content
    return json.loads(answer.content) if answer.content else None


def faults(found: Any, shape: str) -> list[str]:
    """What the profile finds wrong."""
    schema = {"$ref": f"#/$defs/{shape}", "$defs": PROFILE["$defs"]}
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{list(each.path)}: {each.message}" for each in checker.iter_errors(found)]


def by_name(client: Client, words: str = "") -> Mapping[str, Any]:
    return {each["name"]: each for each in get(client, f"{STUB}/services?{words}")["contents"]}


@pytest.fixture
def rhymes(places: Places) -> Event:
    """A rhyme time each Tuesday, a monthly one online that costs, a drop-in once, a talk to book once."""
    with scope(places.service.pk):
        Branch.objects.filter(pk=places.branch.pk).update(
            street="1 Waterside", county="Cheshire", step_free=True
        )
        rhymes = put_on(
            Branch.objects.get(pk=places.branch.pk),
            timing=Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=3))),
            access=("bsl",),
            made_for=("families",),
        )
        book(date_of(rhymes), contact_name="Bob Secret")
        put_on(
            places.far,
            title=said("Stories from afar"),
            theme="story",
            setting=Setting.ONLINE,
            joining=Joining("https://meet.example.test/x", said("Press")),
            cost=said("£2 for materials"),
            languages=("cy",),
            timing=Timing(
                TUESDAY,
                time(14),
                time(15),
                Rule(days=(1,), nth=1, until=TUESDAY + timedelta(weeks=9)),
            ),
        )
        put_on(
            places.branch, title=said("Swap shop"), booking=HowToCome.DROP_IN, capacity=None,
            age_from=None, age_to=None,
        )  # fmt: skip
        put_on(places.branch, title=said("A talk"))
    return rhymes


@pytest.mark.parametrize("words", ["", "full=true"])
def test_the_list_is_as_the_profile_has_it(rhymes: Event, client: Client, words: str) -> None:
    found = get(client, f"{STUB}/services?{words}")
    assert faults(found, "page") == []
    shape = "service" if words else "service_in_a_list"
    assert [fault for each in found["contents"] for fault in faults(each, shape)] == []
    assert {each["name"] for each in found["contents"]} == {
        "Rhyme time", "Stories from afar", "Swap shop",
    }, "a talk to book once is no service"  # fmt: skip
    assert (found["total_items"], found["total_pages"], found["last_page"]) == (3, 1, True)
    broken = found["contents"][0] | {"status": "on"}
    assert faults(broken, shape) != []


def test_one_service_says_when_where_and_for_whom(rhymes: Event, client: Client) -> None:
    found = get(client, f"{STUB}/services/{event_uuid(rhymes.public_id)}")
    assert faults(found, "service") == []
    (schedule,) = found["schedules"]
    assert (schedule["freq"], schedule["interval"], schedule["byday"]) == ("WEEKLY", 1, "TU")
    assert (schedule["valid_from"], schedule["valid_to"]) == ("2026-10-06", "2026-10-27")
    assert (schedule["opens_at"], schedule["closes_at"]) == ("10:00", "11:00")
    location = found["service_at_locations"][0]["location"]
    assert location["addresses"][0]["postal_code"] == "M33 7ZF"
    assert [each["description"] for each in location["accessibility"]] == ["Step-free way in"]
    words = {(each["link_type"], each["taxonomy_term"]["code"]) for each in found["attributes"]}
    assert words >= {("theme", "rhyme"), ("made_for", "families"), ("access", "bsl")}
    assert found["cost_options"][0]["amount"] == 0
    with clock.at(NOW):
        assert client.get(found["url"]).status_code == 200
        assert client.get(schedule["schedule_link"]).status_code == 200


def test_an_online_series_has_no_place_and_keeps_its_way_in_to_itself(
    rhymes: Event, client: Client
) -> None:
    found = by_name(client, "full=true")["Stories from afar"]
    assert found["service_at_locations"] == []
    assert (found["schedules"][0]["freq"], found["schedules"][0]["byday"]) == ("MONTHLY", "1TU")
    assert found["cost_options"] == [
        found["cost_options"][0] | {"option": "Everybody", "amount_description": "£2 for materials"}
    ]
    assert "amount" not in found["cost_options"][0]
    assert [each["code"] for each in found["languages"]] == ["cy"]


def test_what_narrows_the_list(rhymes: Event, client: Client) -> None:
    assert set(by_name(client, f"taxonomy_term_id={term_id(Theme.STORY)}")) == {"Stories from afar"}
    assert set(by_name(client, "taxonomy_term_id=nothing")) == set()
    assert "Swap shop" not in by_name(client, "maximum_age=4")
    first = get(client, f"{STUB}/services?per_page=2")
    second = get(client, f"{STUB}/services?per_page=2&page=2")
    assert (first["first_page"], first["last_page"], second["last_page"]) == (True, False, True)
    ids = [each["id"] for page in (first, second) for each in page["contents"]]
    assert len(set(ids)) == 3
    assert get(client, f"{STUB}/services?page=9")["empty"] is True
    wrong = get(client, f"{STUB}/services?page=0&per_page=500", 422)
    assert {each["name"] for each in wrong["wrong"]} == {"page", "per_page"}


def test_words_are_looked_for_in_both_languages(rhymes: Event, client: Client) -> None:
    assert set(by_name(client, "search=AFAR")) == {"Stories from afar"}
    assert set(by_name(client, "search=amser+rhigwm")) == {"Rhyme time"}
    assert set(by_name(client, "search=swap+rhyme")) == set(), "every word has to be there"
    assert by_name(client, "search=%25") == {}
    found = get(client, f"{STUB}/service_at_locations?search=swap")
    assert [each["description"] for each in found["contents"]] == ["Swap shop"]


def test_services_at_their_places(rhymes: Event, client: Client) -> None:
    found = get(client, f"{STUB}/service_at_locations")
    assert faults(found, "page") == []
    assert [f for each in found["contents"] for f in faults(each, "service_at_location")] == []
    assert {each["description"] for each in found["contents"]} == {"Rhyme time", "Swap shop"}, (
        "what is online takes place nowhere"
    )
    (at,) = get(client, f"{STUB}/services/{event_uuid(rhymes.public_id)}")["service_at_locations"]
    assert get(client, f"{STUB}/service_at_locations/{at['id']}") == at
    assert at in found["contents"]
    assert get(client, f"{STUB}/service_at_locations?taxonomy_term_id={term_id(Theme.STORY)}")[
        "empty"
    ]
    online = event_named(by_name(client)["Stories from afar"]["id"])
    for id in (event_uuid(rhymes.public_id), event_uuid(online, kind=AT), "nothing"):
        get(client, f"{STUB}/service_at_locations/{id}", 404)
    get(client, f"/api/v1/charlie/open-referral/service_at_locations/{at['id']}", 404)


def test_modified_after_gives_what_is_new(rhymes: Event, client: Client) -> None:
    later = NOW + timedelta(minutes=5)
    asked = f"modified_after={later:%Y-%m-%dT%H:%M:%SZ}"
    assert by_name(client, asked) == {}
    with scope(rhymes.service_id):
        cancel_occurrence(occurrence=date_of(rhymes), because=said("Snow"), by=DESK, now=later)
    changed = by_name(client, asked)
    assert set(changed) == {"Rhyme time"}
    assert changed["Rhyme time"]["last_modified"] == f"{later:%Y-%m-%dT%H:%M:%S.000Z}"
    assert set(by_name(client, asked.rstrip("Z"))) == {"Rhyme time"}, "without an offset it is UTC"


def test_what_is_over_says_so_and_then_goes(rhymes: Event, client: Client) -> None:
    for days, status in ((30, "active"), (80, "inactive"), (300, None)):
        with clock.at(NOW + timedelta(days=days)):
            found = client.get(f"{STUB}/services").json()["contents"]
        said_of = {each["name"]: each["status"] for each in found}
        assert said_of.get("Rhyme time") == status


def test_our_lists_are_its_taxonomies(places: Places, client: Client) -> None:
    about = get(client, STUB)
    assert about["version"] == "HSDS-UK-3.0"
    lists = get(client, f"{STUB}/taxonomies")
    assert faults(lists, "page") == []
    assert [fault for each in lists["contents"] for fault in faults(each, "taxonomy")] == []
    assert get(client, f"{STUB}/taxonomies/{TAXONOMIES[1].id}") == lists["contents"][1]
    words = get(client, f"{STUB}/taxonomy_terms?per_page=50")
    assert [f for each in words["contents"] for f in faults(each, "taxonomy_term")] == []
    assert len({each["id"] for each in words["contents"]}) == words["total_items"] > 30
    assert get(client, f"{STUB}/taxonomy_terms/{words['contents'][0]['id']}")["code"] == "rhyme"


def test_it_is_open_to_every_website_and_not_sent_twice(rhymes: Event, client: Client) -> None:
    with clock.at(NOW):
        first = client.get(f"{STUB}/services")
        again = client.get(f"{STUB}/services", headers={"if-none-match": first["ETag"]})
    assert first["Access-Control-Allow-Origin"] == "*"
    assert (again.status_code, again.content) == (304, b"")


def test_no_service_is_found_by_a_neighbours_stub_or_another_id(
    rhymes: Event, client: Client
) -> None:
    id = event_uuid(rhymes.public_id)
    assert event_named(id) == rhymes.public_id
    for address in (
        f"/api/v1/charlie/open-referral/services/{id}",
        f"{STUB}/services/{rhymes.public_id}",
        f"{STUB}/services/ac148810-d857-441c-9679-408f346de14b",
        f"{STUB}/taxonomies/{id}",
        "/api/v1/nobody/open-referral/services",
    ):
        assert get(client, address, 404)["status"] == 404


def test_a_page_takes_the_same_questions_however_long(
    rhymes: Event, client: Client, django_assert_num_queries: Any
) -> None:
    get(client, f"{STUB}/services")
    for words in ("per_page=1&full=true", "per_page=50&full=true"):
        with django_assert_num_queries(8):
            get(client, f"{STUB}/services?{words}")
