"""A real PostgreSQL for the tests: one throwaway server a run, one database a process.

Loaded early (`-p tests.harness.database`), because the addresses must stand in the environment before
Django reads its settings. With DATABASE_URL set, that server is used instead.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pytest_django.plugin import blocking_manager_key

from branchline.core.postgres import OWNER, WEB, Cluster

from .caretaker import Caretaker

CONTROLLER = "PYTEST_XDIST_WORKER" not in os.environ
ME = os.environ.get("PYTEST_XDIST_WORKER", "alone")
TEMPLATE, DEMO_TEMPLATE = "branchline", "branchline_demo"

_cluster: Cluster | None = None
_caretaker: Caretaker | None = None

if CONTROLLER and "BRANCHLINE_TEST_HOME" not in os.environ:
    _home = Path(tempfile.mkdtemp(prefix="branchline-test-"))
    os.environ["BRANCHLINE_TEST_HOME"] = str(_home)
    os.environ["BRANCHLINE_VAR"] = str(_home)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # However few cores there are: stories on air stand beside each other in one house.
    os.environ.setdefault("BRANCHLINE_LIVE_AT_ONCE", "50")
    if not os.environ.get("DATABASE_URL"):
        _cluster = Cluster(_home, throwaway=True)
        _caretaker = Caretaker(_home, throwaway=True)
        os.environ["DATABASE_URL"] = _cluster.url(OWNER)
        os.environ["DATABASE_WEB_URL"] = _cluster.url(WEB)


def pytest_configure(config: pytest.Config) -> None:
    if not CONTROLLER or config.option.collectonly:
        return
    if _cluster:
        # No autovacuum: its workers belong to the superuser, and a copy they look at can't be dropped.
        _cluster.start(["max_connections=300", "max_locks_per_transaction=256", "autovacuum=off"])
    import django

    django.setup()
    from django.db import connections

    from branchline.commands.database import bring_up_to_date

    with config.stash[blocking_manager_key].unblock():
        bring_up_to_date(quiet=True)
        connections.close_all()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not CONTROLLER:
        return
    if _caretaker:
        _caretaker.clear_away()
    shutil.rmtree(os.environ["BRANCHLINE_TEST_HOME"], ignore_errors=True)


def _as_owner(sql: str) -> None:
    from django.db import connections

    given = dict(connections.databases["owner"])
    with psycopg.connect(
        dbname="postgres",
        user=given["USER"] or None,
        password=given.get("PASSWORD") or None,
        host=given["HOST"] or (given["OPTIONS"].get("host") if given.get("OPTIONS") else None),
        port=given["PORT"] or None,
        autocommit=True,
    ) as connection:
        connection.execute(sql)


def _drop(name: str) -> None:
    """Drop a copy; on a server that isn't ours a worker of the superuser may have to leave it first."""
    for patience in (0.2, 1, 3, 0):
        try:
            _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            if not patience:
                raise
            time.sleep(patience)
        else:
            return


def own_copy() -> str:
    """The database of this process."""
    return f"branchline_{ME}"


def point_at(name: str) -> None:
    """Let every query from here on go to this database."""
    from django.db import connections

    connections.close_all()
    for alias in ("default", "owner"):
        connections.databases[alias]["NAME"] = name


@contextmanager
def clone(name: str, template: str = TEMPLATE) -> Iterator[str]:
    """A copy of a template that this process uses; dropped afterwards."""
    from django.db import connections

    before = connections.databases["default"]["NAME"]
    _drop(name)
    _as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    point_at(name)
    try:
        yield name
    finally:
        point_at(before)
        _drop(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Each process works in its own copy of the migrated database."""
    with django_db_blocker.unblock(), clone(own_copy()):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database for this test alone, in which commits are real and threads may meet."""
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_own") as name:
        yield name


@pytest.fixture(scope="session")
def demo_template(django_db_setup: None, django_db_blocker: Any) -> str:
    """A database with the demo in it, made once a run by whichever process needs it first."""
    from django.db import connections

    with django_db_blocker.unblock():
        key = connections.databases["default"]["NAME"]
        with psycopg.connect(_template_address(), autocommit=True) as gate:
            gate.execute("SELECT pg_advisory_lock(824)")
            made = gate.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DEMO_TEMPLATE])
            if made.fetchone() is None:
                with clone(f"branchline_{ME}_demo"):
                    _load_demo()
                    connections.close_all()
                    _as_owner(f'CREATE DATABASE {DEMO_TEMPLATE} TEMPLATE "branchline_{ME}_demo"')
        point_at(key)
    return DEMO_TEMPLATE


def _template_address() -> str:
    from django.conf import settings

    return (
        str(os.environ["DATABASE_URL"]).replace(f"/{TEMPLATE}?", "/postgres?") if settings else ""
    )


def _load_demo() -> None:
    from django.conf import settings

    from branchline.core import clock
    from branchline.core.rooms import rooms

    before, settings.BRANCHLINE_DEMO = settings.BRANCHLINE_DEMO, True
    now = clock.now()
    for room in rooms():
        room.demo(now=now)
    settings.BRANCHLINE_DEMO = before


@pytest.fixture
def demo_database(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The demo, for this test alone."""
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_demo_own", demo_template) as name:
        yield name
