"""A service's rows are behind two walls: the manager refuses, and PostgreSQL shows nothing."""

import pytest
from django.db import DatabaseError, connection, transaction

from branchline.core import clock, ledger
from branchline.core.acting import NOBODY
from branchline.core.models import Happening, Link
from branchline.core.scoping import NoScope, current_service_id, has_scope, scope

NOW = clock.london(2026, 10, 5, 10, 30)
KIND = ledger.Kind("core.tested", "tests")


def counted_by_raw_sql() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_happening")
        return int(cursor.fetchone()[0])


def test_no_service_no_answer() -> None:
    with pytest.raises(NoScope):
        Happening.objects.all()


@pytest.mark.django_db
def test_each_service_sees_its_own_rows_only() -> None:
    with scope(1):
        ledger.record(kind=KIND, by=NOBODY, now=NOW)
    with scope(2):
        ledger.record(kind=KIND, by=NOBODY, now=NOW)
        ledger.record(kind=KIND, by=NOBODY, now=NOW)
        assert Happening.objects.count() == 2
        assert counted_by_raw_sql() == 2
    with scope(1):
        assert counted_by_raw_sql() == 1
    assert counted_by_raw_sql() == 0


@pytest.mark.django_db
def test_raw_sql_cannot_write_into_another_service() -> None:
    with pytest.raises(DatabaseError, match="row-level security"), scope(1):
        Link(
            service_id=2, purpose="p", subject="s", token_hash="t", code_hash="c",
            made_at=NOW, expires_at=NOW,
        ).save()  # fmt: skip


@pytest.mark.django_db
def test_scopes_nest_and_come_back() -> None:
    with scope(1):
        ledger.record(kind=KIND, by=NOBODY, now=NOW)
        with scope(2):
            assert current_service_id() == 2
            assert counted_by_raw_sql() == 0
        assert current_service_id() == 1
        assert counted_by_raw_sql() == 1
    assert not has_scope()


@pytest.mark.django_db
def test_a_failing_scope_leaves_no_service_behind() -> None:
    with pytest.raises(ZeroDivisionError), scope(1):
        ledger.record(kind=KIND, by=NOBODY, now=NOW)
        raise ZeroDivisionError
    assert not has_scope()
    with scope(1):
        assert counted_by_raw_sql() == 0


@pytest.mark.django_db
def test_the_ledger_is_never_rewritten() -> None:
    with scope(1):
        ledger.record(kind=KIND, by=NOBODY, now=NOW)
        for sql in ("UPDATE core_happening SET quantity = 9", "DELETE FROM core_happening"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(sql)
