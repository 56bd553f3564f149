"""Houses for the browser tests: the running product on a copy of the demo."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from branchline.commands.serve import free_port

from .database import ME, clone, own_copy, point_at
from .live import Live, on_the_air
from .serving import serving

PORTS = 18000
LIVE_PORTS = 20000


def environment_of(kind: str, name: str) -> dict[str, str]:
    """Where a house on this database is found: its own ports and folders, and a key that we have too.

    The live origin may be started much later: its port is one that no other run near by will choose.
    """
    from django.conf import settings

    port = free_port(PORTS + 100 * (int(ME[2:]) + 1 if ME[2:].isdigit() else 0))
    live_port = free_port(LIVE_PORTS + os.getpid() * 7 % 10_000)
    home = Path(os.environ["BRANCHLINE_TEST_HOME"])
    environment = os.environ | {
        "BRANCHLINE_DEMO": "1",
        "BRANCHLINE_VAR": str(home / ME),
        "BRANCHLINE_ADDRESS": f"http://localhost:{port}",
        "BRANCHLINE_LIVE_ADDRESS": f"http://localhost:{live_port}",
        "BRANCHLINE_LIVE_FOLDER": str(home / ME / f"live-{kind}"),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("/branchline?", f"/{name}?"),
        "DATABASE_WEB_URL": os.environ["DATABASE_WEB_URL"].replace("/branchline?", f"/{name}?"),
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    return environment


@contextmanager
def opened(kind: str, template: str) -> Iterator[dict[str, str]]:
    """The environment of the running product, on a copy of this template; `BRANCHLINE_ADDRESS` leads to it.

    While it is open the test's own queries go to the same database.
    """
    from django.db import connections

    with clone(f"branchline_{ME}_{kind}", template) as name:
        environment = environment_of(kind, name)
        connections.close_all()
        with serving(int(environment["BRANCHLINE_ADDRESS"].rsplit(":", 1)[1]), environment):
            yield environment


HOUSE = f"branchline_{ME}_house"
_open: list[dict[str, str]] = []
"""The environment of the open house; empty before any test has asked for it."""


@pytest.fixture(scope="session")
def house(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The demo's house, for all browser tests of this process. It stays open between them."""
    with django_db_blocker.unblock(), opened("house", demo_template) as environment:
        _open.append(environment)
        yield environment["BRANCHLINE_ADDRESS"]


@contextmanager
def beside_its_files() -> Iterator[None]:
    """What this process writes of broadcasts lies where the open house looks for it."""
    with override_settings(BRANCHLINE_LIVE_FOLDER=Path(_open[0]["BRANCHLINE_LIVE_FOLDER"])):
        yield


@pytest.fixture(scope="session")
def live(house: str) -> Iterator[Live]:
    """What goes out live from the house, for all tests of this process: started when the first asks for it."""
    with on_the_air(_open[0]) as started:
        yield started


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """While the house is open, the tests between use this process's own copy, whatever ran before.

    Before any fixture: one that has opened a transaction already would lose its connection.
    """
    from django.db import connections

    at, inside = (
        connections.databases["default"]["NAME"],
        "house" in getattr(item, "fixturenames", ()),
    )
    if at == HOUSE and not inside:
        point_at(own_copy())
    elif at == own_copy() and inside and _open:
        point_at(HOUSE)


@pytest.fixture
def crowded_house(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """A house for this test alone, whose first service has more of everything, and longer names."""
    with django_db_blocker.unblock(), opened("crowd", demo_template) as environment:
        yield environment["BRANCHLINE_ADDRESS"]
