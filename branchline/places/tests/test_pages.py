"""The public pages of libraries."""

import re
from datetime import time

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.places.actions import change_hours
from branchline.places.models import Branch
from branchline.places.queries import Span, find_place

from .cast import Cast, branch


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    plain = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", plain)


def test_the_country_and_its_services(cast: Cast, client: Client) -> None:
    shown = text(client, "/libraries")
    assert "England: 2 services, 3 libraries listed" in shown
    assert "Alderley Libraries" in shown


def test_the_libraries_near_a_postcode_with_their_distance(cast: Cast, client: Client) -> None:
    shown = text(client, "/libraries?near=m33+7zf")
    assert "Libraries near M33 7ZF" in shown
    assert (
        shown.index("Market Library") < shown.index("Canal Library") < shown.index("Hill Library")
    )
    assert "2.4 miles" in shown


def test_an_approximate_place_says_why(cast: Cast, client: Client) -> None:
    assert "is the start of a postcode" in text(client, "/libraries?near=M33")


def test_a_library_known_by_its_council_is_found_without_a_distance(
    cast: Cast, client: Client
) -> None:
    """Its council's middle would say "within 2 miles" of libraries that lie 30 miles away."""
    with scope(cast.alderley.pk):
        Branch.objects.filter(name__en="Canal Library").update(position="approximate")
    place = find_place("Canal Library")
    assert place.blurred and len(place.libraries) == 1
    shown = text(client, "/libraries?near=canal+library")
    assert shown.index("Canal Library") < shown.index("Market Library")
    assert "miles" not in shown
    assert "not how far" in shown
    assert "How far, we don’t know" in text(client, "/libraries?near=m33+7zf")


@pytest.mark.parametrize("page", ["/libraries", "/alderley/libraries"])
def test_a_wrong_postcode_keeps_what_was_typed(cast: Cast, client: Client, page: str) -> None:
    answer = client.get(page, {"near": "ZZ99 <b>"})
    body = answer.content.decode()
    assert 'value="ZZ99 &lt;b&gt;"' in body
    assert "govuk-error-message" in body


def test_an_endless_name_gets_a_sentence_and_comes_back_short(cast: Cast, client: Client) -> None:
    as_long_as_an_address_may_be = 8_000
    answer = client.get("/libraries", {"near": "x" * as_long_as_an_address_may_be})
    body = answer.content.decode()
    assert "longer than the name of any place" in body
    assert f'value="{"x" * 120}"' in body


def test_a_service_shows_its_own_only(cast: Cast, client: Client) -> None:
    shown = text(client, "/alderley/libraries")
    assert "Market Library" in shown
    assert "Hill Library" not in shown
    assert "Hill Library" not in text(client, "/alderley/libraries?near=M33")


def test_a_library_says_what_is_not_known(cast: Cast, client: Client) -> None:
    shown = text(client, f"/alderley/libraries/{cast.market.public_id}")
    assert "We don’t know its times yet" in shown
    assert "Nobody has told us yet about steps" in shown
    assert "Other libraries nearby" in shown


def test_a_library_shows_access_facts_that_somebody_has_seen(cast: Cast, client: Client) -> None:
    with scope(cast.alderley.pk):
        Branch.objects.filter(pk=cast.market.pk).update(step_free=True, lift=False)
    shown = text(client, f"/alderley/libraries/{cast.market.public_id}")
    assert "Step-free way in" in shown
    assert "Lift to all public floors: no" in shown
    assert "Hearing loop" not in shown


def test_the_national_lists_pattern_is_told_in_words_not_times(cast: Cast, client: Client) -> None:
    with scope(cast.alderley.pk):
        note = {"days": {"0": "AM & PM (with closure)", "6": "[Unknown]"}, "week": 20.5}
        Branch.objects.filter(pk=cast.market.pk).update(hours_note=note)
    shown = text(client, f"/alderley/libraries/{cast.market.public_id}")
    assert "Monday Open morning and afternoon, closed in between" in shown
    assert "Sunday" not in shown
    assert "20.5 hours a week" in shown


@pytest.mark.parametrize("public_id", ["0000000000", "x" * 500])
def test_an_unknown_library_is_not_found(cast: Cast, client: Client, public_id: str) -> None:
    text(client, f"/alderley/libraries/{public_id}", 404)


def test_a_library_of_a_neighbour_or_in_a_prison_is_not_found(cast: Cast, client: Client) -> None:
    inside = branch(cast.alderley, "HMP Alder", kind="prison")
    text(client, f"/alderley/libraries/{inside.public_id}", 404)
    text(client, f"/alderley/libraries/{cast.hill.public_id}", 404)


def test_every_page_in_welsh(cast: Cast, client: Client) -> None:
    for path in (
        "/libraries",
        "/alderley/libraries",
        f"/alderley/libraries/{cast.market.public_id}",
    ):
        assert 'lang="cy"' in client.get(f"/cy{path}").content.decode()


def test_a_place_without_a_position_still_has_a_page(cast: Cast, client: Client) -> None:
    van = branch(cast.alderley, "Van", kind="mobile", lat=None, lon=None, position="unknown")
    assert "It has no fixed place" in text(client, f"/alderley/libraries/{van.public_id}")
    assert "Mobile libraries" in text(client, "/alderley/libraries")


@pytest.mark.parametrize(
    "path", ["/libraries", "/alderley/libraries", "/alderley/libraries?near=M33"]
)
def test_more_libraries_take_no_more_queries(
    cast: Cast, client: Client, path: str, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        branch(cast.alderley, f"Library {number}")
    client.get(path)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(path)


def test_a_library_shows_its_usual_week(cast: Cast, client: Client) -> None:
    with scope(cast.alderley.pk):
        tuesdays = {1: (Span(time(9, 30), time(13)), Span(time(14), time(19)))}
        change_hours(branch=cast.market, week=tuesdays, by=NOBODY, now=clock.now())
    shown = text(client, f"/alderley/libraries/{cast.market.public_id}")
    assert "Tuesday 9:30am to 1pm, 2pm to 7pm Wednesday Closed" in shown
