"""Houses for the browser tests: the running product on a copy of the demo."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from branchline.commands.serve import free_port

from .database import ME, clone, own_copy, point_at
from .serving import serving

PORTS = 18000


@contextmanager
def opened(kind: str, template: str) -> Iterator[str]:
    """The address of the running product, on a copy of this template.

    While it is open the test's own queries go to the same database.
    """
    from django.conf import settings
    from django.db import connections

    with clone(f"branchline_{ME}_{kind}", template) as name:
        port = free_port(PORTS + 100 * (int(ME[2:]) + 1 if ME[2:].isdigit() else 0))
        environment = os.environ | {
            "BRANCHLINE_DEMO": "1",
            "BRANCHLINE_VAR": str(Path(os.environ["BRANCHLINE_TEST_HOME"]) / ME),
            "BRANCHLINE_ADDRESS": f"http://localhost:{port}",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": os.environ["DATABASE_URL"].replace("/branchline?", f"/{name}?"),
            "DATABASE_WEB_URL": os.environ["DATABASE_WEB_URL"].replace("/branchline?", f"/{name}?"),
        }
        environment.pop("PYTEST_XDIST_WORKER", None)
        connections.close_all()
        with serving(port, environment) as address:
            yield address


HOUSE = f"branchline_{ME}_house"
_open: list[str] = []
"""The address of the open house; empty before any test has asked for it."""


@pytest.fixture(scope="session")
def house(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The demo's house, for all browser tests of this process. It stays open between them."""
    with django_db_blocker.unblock(), opened("house", demo_template) as address:
        _open.append(address)
        yield address


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
    with django_db_blocker.unblock(), opened("crowd", demo_template) as address:
        yield address
