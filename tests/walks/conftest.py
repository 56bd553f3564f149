"""A house in which everything has happened already."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest
from django.db import connections
from django.test import override_settings
from django.urls import reverse

from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.places.models import Service
from branchline.places.queries import service_at
from tests.harness.browser import SHELL, launched
from tests.harness.busy_day import live_through
from tests.harness.cast import Visitor, cookies_of
from tests.harness.database import ME, clone, point_at
from tests.harness.house import beside_its_files
from tests.harness.samples import SAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOME = "trafford"


@pytest.fixture(scope="session")
def browser(browser: "Browser") -> "Iterator[Browser]":
    """For the walks a Chromium without a window: they look at thousands of pages, and film nothing."""
    with launched(browser.browser_type, program=SHELL) as started:
        yield started


@pytest.fixture(scope="session")
def busy_template(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The demo after a day on which everything has happened, lived through once by each process."""
    before = connections.databases["default"]["NAME"]
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_busy", demo_template) as name:
        with override_settings(BRANCHLINE_DEMO=True):
            live_through(_home())
        point_at(before)
        yield name


@pytest.fixture
def busy(busy_template: str, django_db_blocker: Any, settings: Any) -> Iterator[Service]:
    """The first service of such a demo, for this test alone."""
    settings.BRANCHLINE_DEMO = True
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_busy_own", busy_template):
        yield _home()


def _home() -> Service:
    service = service_at(slug=HOME)
    assert service is not None
    return service


@pytest.fixture(scope="session")
def busy_house(house: str) -> Iterator[str]:
    """The running product after a busy day: no page is without its thing."""
    service = _home()
    with beside_its_files():
        live_through(service)
    with scope(service.pk):
        captions = reverse("live:desk_captions", args=[HOME, *SAMPLES["live:desk_captions"]()])
    manager = cookies_of(Visitor("manager", Role.SERVICE_MANAGER, HOME), house)
    known = "; ".join(f"{each['name']}={each['value']}" for each in manager)
    with urlopen(Request(house + captions, headers={"Cookie": known})) as page:
        assert b'name="begins-0"' in page.read(), "the house reads what was written beside it"
    yield house
