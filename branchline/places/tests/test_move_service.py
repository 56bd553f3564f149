"""A service's address changes; the old one leads to the new one for ever."""

import pytest
from django.test import Client

from branchline.core import clock
from branchline.places.actions import move_service
from branchline.places.errors import SlugTaken

from .cast import Cast

NOW = clock.london(2026, 11, 23, 9)


def test_the_old_address_redirects(cast: Cast, client: Client) -> None:
    move_service(service=cast.alderley, slug="alderley-town", now=NOW)
    answer = client.get("/alderley/libraries?near=M33")
    assert (answer.status_code, answer["Location"]) == (301, "/alderley-town/libraries?near=M33")


def test_a_former_address_is_given_to_nobody_else(cast: Cast) -> None:
    move_service(service=cast.alderley, slug="alderley-town", now=NOW)
    for taken in ("alderley", "alderley-town", "libraries"):
        with pytest.raises(SlugTaken):
            move_service(service=cast.birchwood, slug=taken, now=NOW)


def test_a_service_may_come_home(cast: Cast, client: Client) -> None:
    moved = move_service(service=cast.alderley, slug="alderley-town", now=NOW)
    assert move_service(service=moved, slug="alderley", now=NOW).slug == "alderley"
    assert client.get("/alderley/libraries").status_code == 200
    assert client.get("/alderley-town/libraries").status_code == 301
