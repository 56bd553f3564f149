"""What is on across the country, on a map that works without a script: filters, parts of it, a place, a table."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import Joining, Rule, Setting, Timing
from branchline.events.queries import busy_country, how_busy
from branchline.places.models import Nation, Service

from .conftest import DESK, NOW, TUESDAY, Places, date_of, put_on

OCTOBER = {"start": TUESDAY, "days": 28}
WEEKLY = Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=3)))
ASKED = "when=2026-10-06"


@pytest.fixture
def country(places: Places) -> Places:
    """Four Tuesdays at Alice's (one called off), one online; one at Charlie's, in Wales."""
    with scope(places.service.pk):
        rhymes = put_on(places.branch, timing=WEEKLY)
        cancel_occurrence(occurrence=date_of(rhymes), because=said("Snow"), by=DESK, now=NOW)
        put_on(places.branch, timing=Timing(TUESDAY, time(14), time(15)))
        joining = Joining("https://meet.example.test/x", said("Press"))
        put_on(places.far, setting=Setting.ONLINE, joining=joining, theme="digital")
    with scope(places.other_service.pk):
        Service.objects.filter(pk=places.other_service.pk).update(nation=Nation.WALES)
        put_on(places.other_branch, title=said("Knitting"), theme="meet", age_from=18, age_to=None)
    return places


def page(client: Client, words: str = "") -> str:
    with clock.at(NOW):
        answer = client.get(f"/whats-on/map?{words}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_its_totals_are_a_plain_recount(country: Places) -> None:
    busy = how_busy(busy_country(now=NOW, **OCTOBER))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT branch_id), count(DISTINCT service_id),"
            " count(*) FILTER (WHERE setting = 'online') FROM events_listing"
            " WHERE state = 'scheduled' AND starts_at >= '2026-10-06' AND starts_at < '2026-11-03'"
        )
        counted = cursor.fetchone()
    assert (busy.dates, busy.libraries, busy.services, busy.online) == counted
    assert busy.dates == 6


def test_the_country_is_a_table_beside_its_map(country: Places, client: Client) -> None:
    shown = page(client, ASKED)
    assert "3 events at 3 libraries" in shown
    assert "1 of them is online and has no place on the map." in shown
    assert f'href="/whats-on/map?in=wales&amp;{ASKED}"' in shown
    assert shown.count('class="spot"') >= 1


def test_a_part_of_it_names_its_services_and_keeps_the_filters(
    country: Places, client: Client
) -> None:
    shown = page(client, f"in=wales&{ASKED}&theme=meet")
    assert f'href="/charlie/whats-on/map?{ASKED}&amp;theme=meet"' in shown
    assert "/alice/whats-on/map" not in shown
    assert '<input type="hidden" name="in" value="wales">' in shown
    assert "Wales" in shown


@pytest.mark.parametrize(
    ("words", "dates"),
    [("theme=digital", 1), ("where=online", 1), ("who=adults", 1), ("who=babies", 2), ("q=knitting", 1)],
)  # fmt: skip
def test_what_narrows_the_list_narrows_the_map(
    country: Places, client: Client, words: str, dates: int
) -> None:
    shown = page(client, f"{ASKED}&{words}")
    assert f"{dates} event{'s' if dates > 1 else ''} at {dates} " in shown


def test_around_a_place_libraries_lead_to_their_own_dates(country: Places, client: Client) -> None:
    shown = page(client, f"near=Sale&{ASKED}")
    words = f"/alice/whats-on?branch={country.branch.public_id}&amp;{ASKED}"
    assert shown.count(words) >= 1
    assert "Knitting" not in shown
    assert "The whole country" in shown


def test_nothing_on_and_no_such_place_offer_the_next_thing(country: Places, client: Client) -> None:
    assert "Nothing on that matches all of this" in page(client, "theme=advice")
    assert "govuk-error-summary" in page(client, "near=qqqq")
    assert page(client, "in=nowhere&when=2026-10-06").count("By part of the country") == 1


def test_it_costs_the_same_however_much_is_on(
    places: Places, client: Client, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for turns in (1, 5):
        with scope(places.service.pk):
            for turn in range(turns):
                put_on(places.branch, timing=Timing(TUESDAY, time(9, turn), time(10)))
                put_on(places.far, timing=Timing(TUESDAY, time(9, turn), time(10)))
        page(client, ASKED)
        with django_assert_max_num_queries(12) as counted:
            page(client, ASKED)
        costs.append(len(counted))
    assert costs[0] == costs[1]
