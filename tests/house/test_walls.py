"""Raw SQL as the web role: of another service nothing can be read or written, without one nothing at all.

Alice's service and Bob's have a row in every table behind a wall. The owner sees both, so there is
something to leak; then the same statements are said as the role that the application connects as.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from branchline.core.rooms import Room
from branchline.core.scoping import SETTING
from branchline.core.tables import TableClass
from tests.harness.planting import Bare, bare, plant

OURS = [m for m in apps.get_models() if isinstance(apps.get_app_config(m._meta.app_label), Room)]
ALICE, BOB = 880_001, 880_002
NEW = 880_009


def tables(kind: TableClass) -> list[str]:
    return sorted(m._meta.db_table for m in OURS if m.table_class is kind)  # type: ignore[attr-defined]


PRIVATE, PUBLISHED = tables(TableClass.SERVICE_PRIVATE), tables(TableClass.PUBLISHED)


@pytest.fixture
def planted(own_database: str) -> Iterator[list[Bare]]:
    """A row of Alice's and one of Bob's in every walled table."""
    rows = bare([*PRIVATE, *PUBLISHED])
    plant(rows, [ALICE, BOB])
    yield rows
    connections["owner"].close()


def as_service(service_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(service_id or "")])


def services_in(table: str, alias: str = "default") -> set[int]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT service_id FROM "{table}"')
        return {row[0] for row in cursor.fetchall()}


def change(statement: str, values: list[Any] | None = None) -> int:
    """How many rows a statement changed; none when PostgreSQL refuses. Nothing of it stays."""
    with transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
                changed = int(cursor.rowcount)
                transaction.set_rollback(True)
        except ProgrammingError as refused:
            assert isinstance(refused.__cause__, psycopg.errors.InsufficientPrivilege), refused
            return 0
    return changed


def written(row: Bare, *, of: int) -> list[str]:
    """Which kinds of writing reach a row of that service."""
    table = f'"{row.table}"'
    tried = {
        "insert": change(*row.insert(of, NEW)),
        "update": change(f"UPDATE {table} SET service_id = service_id WHERE service_id = {of}"),
        "delete": change(f"DELETE FROM {table} WHERE service_id = {of}"),
        "give away": change(f"UPDATE {table} SET service_id = {of} WHERE service_id <> {of}"),
    }
    return [f"{row.table}: {how}" for how, changed in tried.items() if changed]


def test_there_are_walls_on_both_kinds_of_table() -> None:
    assert len(PRIVATE) > 20
    assert len(PUBLISHED) > 3


@pytest.mark.race
def test_another_service_is_out_of_reach(planted: list[Bare]) -> None:
    for row in planted:
        assert services_in(row.table, "owner") >= {ALICE, BOB}, f"nothing to leak in {row.table}"
    with transaction.atomic():
        as_service(ALICE)
        for table in PRIVATE:
            assert services_in(table) <= {ALICE}, table
        reached = [line for row in planted for line in written(row, of=BOB)]
    assert not reached, "\n".join(reached)


@pytest.mark.race
def test_ones_own_rows_are_within_reach(planted: list[Bare]) -> None:
    """The same statements do work for whose rows they are, so their refusal means something."""
    with transaction.atomic():
        as_service(BOB)
        insertable = {
            line.split(":")[0]
            for row in planted
            for line in written(row, of=BOB)
            if "insert" in line
        }
        for table in [*PRIVATE, *PUBLISHED]:
            assert BOB in services_in(table), table
    assert insertable == {row.table for row in planted}


@pytest.mark.race
def test_without_a_service_nothing_is_there(planted: list[Bare]) -> None:
    with transaction.atomic():
        as_service(None)
        for table in PRIVATE:
            assert services_in(table) == set(), table
        reached = [line for row in planted for line in written(row, of=BOB)]
    assert not reached, "\n".join(reached)


# --- what is not a table of ours ---

# Readable to the web role because the packages need them; none holds a row about a reader.
TABLES_OF_PACKAGES = re.compile(
    r"^(auth|django|account|mfa|socialaccount|procrastinate|pghistory)_|^core_cache$"
)


@pytest.mark.django_db
def test_every_table_that_the_web_role_reads_is_known() -> None:
    known = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'f')"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(current_user, oid, 'SELECT, INSERT, UPDATE, DELETE')"
        )
        found = {row[0] for row in cursor.fetchall()}
    assert {t for t in found - known if not TABLES_OF_PACKAGES.match(t)} == set()


@pytest.mark.django_db
def test_no_view_looks_over_a_wall() -> None:
    """A view reads with the rights of its owner, who sees everything, unless it says otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm')"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(current_user, oid, 'SELECT')"
            " AND NOT coalesce(reloptions @> '{security_invoker=true}', false)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_no_function_climbs_a_wall_unasked() -> None:
    """Functions with their owner's rights: only the one that makes the ledger's months."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND has_function_privilege(current_user, oid, 'EXECUTE')"
        )
        assert {row[0] for row in cursor.fetchall()} <= {"core_ledger_partitions"}


@pytest.mark.django_db
def test_the_web_role_is_bound_by_the_walls() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND pg_has_role(current_user, relowner, 'MEMBER')"
        )
        assert cursor.fetchall() == []


PUBLIC_ID = re.compile(r"[0-9a-z]{10}")


def test_jobs_carry_ids_only(demo_database: str) -> None:
    """The worker's tables have no wall, so nothing in them says who anybody is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        jobs = cursor.fetchall()
    assert jobs
    for task, arguments in jobs:
        for name, value in json.loads(arguments).items():
            fit = name in {"service_id", "timestamp"} or PUBLIC_ID.fullmatch(str(value))
            assert fit, f"{task} carries {name}={value!r}"
