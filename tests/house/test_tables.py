"""Every table has a class, and the wall behind it is really there."""

import pytest
from django.apps import apps
from django.db import connection, models

from branchline.core.rooms import Room, rooms
from branchline.core.tables import TableClass
from tests.harness.each import for_each

OURS = [m for m in apps.get_models() if isinstance(apps.get_app_config(m._meta.app_label), Room)]
FLOOR = {room.label: room.floor for room in rooms()}

# Tables of the packages we use: none carries a library service's rows.
THIRD_PARTY = {
    "auth", "contenttypes", "sessions", "account", "mfa", "socialaccount", "procrastinate",
    "pghistory", "pgtrigger",
}  # fmt: skip


def policies(table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname, cmd FROM pg_policies WHERE tablename = %s", [table])
        return dict(cursor.fetchall())


def test_every_other_table_is_known() -> None:
    others = {m._meta.app_label for m in apps.get_models() if m not in OURS}
    assert others <= THIRD_PARTY


@for_each(OURS)
def test_every_table_declares_its_class(model: type[models.Model]) -> None:
    assert isinstance(getattr(model, "table_class", None), TableClass)


@pytest.mark.django_db
@for_each(OURS)
def test_the_wall_fits_the_class(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(%s)",
            [model._meta.db_table],
        )
        row = cursor.fetchone()
    assert row is not None
    walled = row[0]
    found = policies(model._meta.db_table)
    match model.table_class:  # type: ignore[attr-defined]
        case TableClass.SERVICE_PRIVATE:
            assert walled
            assert found == {"private": "ALL"}
        case TableClass.PUBLISHED:
            assert walled
            assert found == {
                "published": "SELECT",
                "own_insert": "INSERT",
                "own_update": "UPDATE",
                "own_delete": "DELETE",
            }
        case _:
            assert not walled
            assert not found


@for_each(OURS)
def test_private_tables_carry_their_service(model: type[models.Model]) -> None:
    if model.table_class in {TableClass.SERVICE_PRIVATE, TableClass.PUBLISHED}:  # type: ignore[attr-defined]
        assert any(f.attname == "service_id" for f in model._meta.fields)


@for_each(OURS)
def test_foreign_keys_point_down(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation and field.related_model:
            target = field.related_model._meta.app_label
            if target in FLOOR and target != model._meta.app_label:
                assert FLOOR[target] < FLOOR[model._meta.app_label], f"{field} points up"


@pytest.mark.django_db
@for_each(OURS)
def test_a_child_belongs_to_the_service_of_its_parent(model: type[models.Model]) -> None:
    """A foreign key between two private tables is guarded by a second one over the service."""
    if model.table_class is not TableClass.SERVICE_PRIVATE:  # type: ignore[attr-defined]
        return
    for field in model._meta.fields:
        parent = field.related_model
        if (
            isinstance(parent, type)
            and getattr(parent, "table_class", None) is TableClass.SERVICE_PRIVATE
        ):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT 1 FROM pg_constraint WHERE conname = %s",
                    [f"{model._meta.db_table}_{field.column}_same_service"[:63]],
                )
                assert cursor.fetchone(), (
                    f"{model._meta.label}.{field.name} needs core.walls.SameService"
                )


@pytest.mark.django_db
def test_the_months_of_the_ledger_are_closed_to_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'core_happening%%' AND relkind IN ('r', 'p')"
            " AND has_table_privilege(current_user, oid, 'SELECT')"
        )
        assert cursor.fetchall() == [("core_happening",)]
        cursor.execute(
            "SELECT has_table_privilege(current_user, 'core_happening', 'UPDATE, DELETE')"
        )
        assert cursor.fetchone() == (False,)
