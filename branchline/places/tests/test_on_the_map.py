"""Choosing a place on the map, without typing."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from branchline.places.models import LocalAuthority

from .cast import Cast

SQUARE = [[[-2.4, 53.3], [-2.2, 53.3], [-2.2, 53.5], [-2.4, 53.5], [-2.4, 53.3]]]


def outlined(code: str, **facts: Any) -> None:
    LocalAuthority.objects.filter(code=code).update(outline=SQUARE, **facts)


def test_from_the_country_to_a_council_and_its_libraries(cast: Cast, client: Client) -> None:
    outlined("E08000909", region="North West")
    outlined("E08000910", nation="wales", name_cy="Bedwen")
    whole = client.get("/libraries/map").content.decode()
    assert whole.count('href="/libraries/map?in=north-west"') == 2
    part = client.get("/libraries/map", {"in": "north-west"}).content.decode()
    assert part.count('href="/alderley/libraries"') == 2
    assert "/birchwood/" not in part


def test_the_language_switch_stays_at_the_region(cast: Cast, client: Client) -> None:
    outlined("E08000910", nation="wales", name_cy="Bedwen")
    english = client.get("/libraries/map?in=wales").content.decode()
    assert 'hreflang="cy" href="/cy/libraries/map?in=wales"' in english
    welsh = client.get("/cy/libraries/map?in=wales").content.decode()
    assert 'hreflang="en" href="/libraries/map?in=wales"' in welsh
    assert ">Bedwen</a>" in welsh


def test_outlines_are_read_once_and_again_when_one_has_changed(cast: Cast, client: Client) -> None:
    outlined("E08000909", region="North West")
    client.get("/libraries/map")
    with CaptureQueriesContext(connection) as again:
        client.get("/libraries/map")
    assert not [q for q in again.captured_queries if '"outline"' in q["sql"]]
    LocalAuthority.objects.filter(code="E08000909").update(region="North East")
    assert "?in=north-east" in client.get("/libraries/map").content.decode()
