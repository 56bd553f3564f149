"""Everybody finds a person to talk to: at the library itself, else at its service."""

from django.test import Client

from branchline.core.scoping import scope
from branchline.places.models import Branch, Service
from branchline.places.queries import how_to_reach

from .cast import Cast


def test_a_library_has_a_number_of_its_own_or_its_services(cast: Cast) -> None:
    alderley = cast.alderley
    assert not how_to_reach(alderley)
    assert how_to_reach(alderley).words == "Ask at any of our libraries."
    Service.objects.filter(pk=alderley.pk).update(phone="01614960100", email="hello@alderley.test")
    with scope(alderley.pk):
        Branch.objects.filter(pk=cast.canal.pk).update(phone="01614960123")
    canal, market = (
        Branch.objects.select_related("service").get(pk=b.pk) for b in (cast.canal, cast.market)
    )
    assert how_to_reach(canal).number == "0161 496 0123"
    assert str(how_to_reach(canal).name) == "Canal Library"
    assert str(how_to_reach(market).name) == "Alderley Libraries"
    said = how_to_reach(market).words
    assert said == "Ring 0161 496 0100 or write to hello@alderley.test."


def test_the_page_of_a_library_rings_the_number(client: Client, cast: Cast) -> None:
    Service.objects.filter(pk=cast.alderley.pk).update(phone="01614960100")
    body = client.get(f"/alderley/libraries/{cast.market.public_id}").content.decode()
    assert 'href="tel:+441614960100">0161 496 0100</a>' in body
    assert "Alderley Libraries" in body


def test_without_a_number_the_page_says_where_to_ask(client: Client, cast: Cast) -> None:
    body = client.get(f"/alderley/libraries/{cast.market.public_id}").content.decode()
    assert "Any of our libraries will help you in person." in body
