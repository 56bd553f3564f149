"""A poster hangs for years: its square code leads to the page whatever the service is called by then."""

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.places.actions import merge_services, move_service, poster_code
from branchline.places.errors import NoSuchCode
from branchline.places.models import Nation, PosterCode, Service
from branchline.places.queries import address_behind

NOW = clock.london(2026, 10, 5, 10, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def alder() -> Service:
    return Service.objects.create(slug="alder", name={"en": "Alder"}, nation=Nation.WALES)


def printed(service: Service, query: str = "") -> str:
    with scope(service.pk):
        return poster_code(service=service, page="places:service_libraries", query=query, now=NOW)


def test_a_code_is_made_once_and_leads_to_the_page(alder: Service) -> None:
    code = printed(alder)
    assert printed(alder) == code
    answer = Client().get(f"/q/{code}")
    assert (answer.status_code, answer["Location"]) == (302, "/alder/libraries")
    assert answer["Cache-Control"] == "no-store"
    assert Client().get(f"/cy/q/{code}")["Location"] == "/cy/alder/libraries"


def test_a_code_outlives_the_name_of_its_service(alder: Service) -> None:
    code = printed(alder, query="how=qr")
    move_service(service=alder, slug="alder-and-ash", now=NOW)
    assert Client().get(f"/q/{code}")["Location"] == "/alder-and-ash/libraries?how=qr"


def test_a_code_follows_its_service_into_another(alder: Service) -> None:
    code = printed(alder)
    ash = Service.objects.create(slug="ash", name={"en": "Ash"}, nation=Nation.WALES)
    merge_services(gone=alder, into=ash, now=NOW)
    assert Client().get(f"/q/{code}")["Location"] == "/ash/libraries"


def test_a_code_may_be_typed_as_it_is_read(alder: Service) -> None:
    with scope(alder.pk):
        PosterCode.objects.create(
            service=alder, code="k01mp2x", page="places:service_libraries", made_at=NOW
        )
    assert address_behind(code="KO1-MP 2X") == address_behind(code="kolmp2x") == "/alder/libraries"


@pytest.mark.parametrize("typed", ["zzzzzzz", "", "é", "a" * 500, "x\x00"])
def test_a_code_that_was_never_made_is_refused_kindly(typed: str) -> None:
    with pytest.raises(NoSuchCode, match="typing mistake"):
        address_behind(code=typed)


def test_an_unknown_code_is_a_page_that_helps() -> None:
    answer = Client().get("/q/zzzzzzz")
    assert answer.status_code == 404
    assert "This code leads nowhere" in answer.content.decode()


def test_a_page_that_is_gone_and_a_service_that_is_closed_lead_nowhere(alder: Service) -> None:
    code = printed(alder)
    with scope(alder.pk):
        PosterCode.objects.filter(code=code).update(page="places:no_more")
    with pytest.raises(NoSuchCode):
        address_behind(code=code)
    other = printed(alder)
    Service.objects.filter(pk=alder.pk).update(live=False)
    with pytest.raises(NoSuchCode):
        address_behind(code=other)
