"""The product as it really runs: granian and, where it is needed, the worker, on a demo."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from branchline.commands.children import begin, end
from branchline.commands.serve import answers, free_port, web, worker

from .database import ME, clone

PORTS = 18000
PATIENCE = 120
"""Seconds until the first page on a machine that has much else to do."""


@contextmanager
def serving(port: int, environment: Mapping[str, str], *, workers: int = 1) -> Iterator[str]:
    """The address of the running product. What it starts ends with us, however we end."""
    subprocess.run(
        [sys.executable, "-m", "branchline", "manage", "collectstatic", "--noinput", "-v0"],
        env=environment,
        check=True,
    )
    children = [
        begin(command, environment) for command in (web("127.0.0.1", port, workers), worker())
    ]
    try:
        assert answers(f"http://127.0.0.1:{port}", PATIENCE), "the web server does not answer"
        yield f"http://localhost:{port}"
    finally:
        end(children)


@pytest.fixture(scope="session")
def house(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The address of the running product, with the demo and a database of its own.

    The test's own queries go to the same database.
    """
    from django.conf import settings
    from django.db import connections

    with django_db_blocker.unblock(), clone(f"branchline_{ME}_house", demo_template) as name:
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
