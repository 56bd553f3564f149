"""A service at a host of its own: the same public pages, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.places.actions import give_host, merge_services
from branchline.places.errors import HostTaken, NotAHost
from branchline.places.models import Service
from branchline.places.queries import hosts_of_services

from .cast import Cast

NOW = clock.london(2026, 11, 23, 9)
HOST = "whatson.alderley.test"


def given(service: Service, host: str | None) -> Service:
    with scope(service.pk):
        return give_host(service=service, host=host, by=job("test"), now=NOW)


@pytest.fixture
def own(cast: Cast, settings: Any) -> Client:
    """A browser at Alderley's own host."""
    settings.ALLOWED_HOSTS = [HOST, "ours.test"]
    settings.BRANCHLINE_OTHER_HOSTS = frozenset({HOST})
    settings.BRANCHLINE_ADDRESS = "https://ours.test"
    settings.BRANCHLINE_HOST = "ours.test"
    given(cast.alderley, f" {HOST.upper()}. ")
    return Client(headers={"host": HOST})


def test_the_public_pages_are_there_without_the_slug(cast: Cast, own: Client) -> None:
    for path in ("/libraries", "/cy/libraries", "/alderley/libraries", "/", "/cy/"):
        page = own.get(path)
        assert page.status_code == 200, path
        assert "Alderley" in page.content.decode()
    branch = own.get(f"/libraries/{cast.market.public_id}")
    assert branch.status_code == 200
    assert own.get("/libraries/").headers["Location"].endswith("/libraries")


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/alderley/desk/", "/account/login/", "/birchwood/libraries", "/search", "/nothing"],
)
def test_everything_else_is_at_our_own_address(own: Client, path: str) -> None:
    answer = own.get(f"{path}?a=b")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"https://ours.test{path}?a=b")


def test_the_host_of_a_merged_service_shows_the_one_that_goes_on(cast: Cast, own: Client) -> None:
    merge_services(gone=cast.alderley, into=cast.birchwood, now=NOW)
    assert "Birchwood" in own.get("/libraries").content.decode()
    assert own.get(f"/libraries/{cast.market.public_id}").status_code == 200
    assert hosts_of_services() == [HOST], "the doctor still asks for it"


def test_another_services_library_is_not_shown_there(cast: Cast, own: Client) -> None:
    assert own.get(f"/libraries/{cast.hill.public_id}").status_code == 404


def test_a_host_belongs_to_one_service(cast: Cast, own: Client) -> None:
    with pytest.raises(HostTaken):
        given(cast.birchwood, HOST)
    with pytest.raises(HostTaken):
        given(cast.birchwood, "ours.test")
    given(cast.alderley, None)
    assert given(cast.birchwood, HOST).own_host == HOST


@pytest.mark.parametrize(
    "name", ["https://a.test", "a", "a b.test", "-a.test", "a..test", "x" * 300]
)
def test_what_is_no_host_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(NotAHost):
        given(cast.alderley, name)


def test_a_stranger_to_the_settings_gets_in_nowhere(cast: Cast, own: Client) -> None:
    assert Client(headers={"host": "elsewhere.test"}).get("/libraries").status_code == 400
