"""Statements that are asked so often that PostgreSQL keeps their plan: prepared once on each connection.

For the few paths on which hundreds of people press the same button; everywhere else the ORM says it better.
A row that is written by `add` passes no signals and no `save()`, of which the house has none.
"""

from enum import Enum
from functools import cache
from typing import Any, TypeVar

import psycopg
from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=models.Model)


class _Cursor(psycopg.Cursor[Any]):
    """Sends values beside the statement, and has it prepared at once."""

    def execute(self, query: Any, params: Any = None, **_how: Any) -> "_Cursor":
        super().execute(query, params, prepare=True)
        return self


def run(sql: str, values: list[Any]) -> Any:
    """A cursor with the answer. As Django's own, it is seen by whoever counts queries."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        made = _Cursor(connection.connection)
        cursor = connection._prepare_cursor(made)  # type: ignore[attr-defined]
    cursor.execute(sql, values)
    return cursor


def read(model: type[M], rest: str, values: list[Any], **joined: type[models.Model]) -> M | None:
    """The first row of a table that is called `this` in `rest` ("WHERE this.slug = %s"), as its model; `joined`:
    relations of it, each joined in `rest` under its own name. In private tables `rest` names the service."""
    columns, names = _columns(model, tuple(joined.items()))
    table = connection.ops.quote_name(model._meta.db_table)
    with run(f"SELECT {columns} FROM {table} this {rest}", values) as cursor:  # noqa: S608  (the caller's words)
        found = cursor.fetchone()
    if found is None:
        return None
    row = _row(model, found)
    at = len(_loaders(model))
    for name in names:
        setattr(row, name, _row(joined[name], found[at : at + len(_loaders(joined[name]))]))
        at += len(_loaders(joined[name]))
    return row


@cache
def _columns(
    model: type[models.Model], joined: tuple[tuple[str, type[models.Model]], ...]
) -> tuple[str, tuple[str, ...]]:
    quote = connection.ops.quote_name
    columns = [
        f"{name}.{quote(_named(field))}"
        for name, of in (("this", model), *joined)
        for field in of._meta.concrete_fields
    ]
    return ", ".join(columns), tuple(name for name, _model in joined)


def _named(field: Any) -> str:
    return str(field.column)


@cache
def _loaders(model: type[models.Model]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(f.get_db_converters(connection)) for f in model._meta.concrete_fields)


def _row(model: type[M], values: Any) -> M:
    loaded = []
    for value, loaders in zip(values, _loaders(model), strict=False):
        for load in loaders:
            value = load(value, None, connection)
        loaded.append(value)
    return model.from_db(connection.alias, [f.attname for f in model._meta.concrete_fields], loaded)


def add(row: M) -> M:
    """Write a new row, in one statement that is made once for its table."""
    with run(_insert(type(row)), _values(row)) as cursor:
        _is_written(row, cursor.fetchone()[0])
    return row


def add_unless_there(row: models.Model, *unique: str) -> bool:
    """The same, unless another row has these columns alike: waits for whoever writes it at this moment."""
    with run(_insert(type(row), unique), _values(row)) as cursor:
        found = cursor.fetchone()
    if found is not None:
        _is_written(row, found[0])
    return found is not None


def _is_written(row: models.Model, key: int) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, connection.alias


def _values(row: models.Model) -> list[Any]:
    return [_value(field, row) for field in _fields(type(row))]


@cache
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insert(model: type[models.Model], unique: tuple[str, ...] = ()) -> str:
    quote, fields = connection.ops.quote_name, _fields(model)
    columns = ", ".join(quote(_named(field)) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    table, key = quote(model._meta.db_table), quote(_named(model._meta.pk))
    meanwhile = f" ON CONFLICT ({', '.join(map(quote, unique))}) DO NOTHING" if unique else ""
    return f"INSERT INTO {table} ({columns}) VALUES ({values}){meanwhile} RETURNING {key}"  # noqa: S608  (our own names)


def _value(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, DatabaseDefault):
        value = field.db_default
    if isinstance(value, Enum):
        value = value.value
    return field.get_db_prep_save(value, connection)
