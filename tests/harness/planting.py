"""Bare rows for every table behind a wall, planted by the owner: the walls are tried, not the rooms' rules.

In a copy of the database that is thrown away, keys, checks and triggers are taken down, so that a row of
any table can be written from the types of its columns alone. Policies and rights stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

TAKE_DOWN = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
  FROM pg_constraint
 WHERE contype IN ('f', 'c', 'x', 'u') AND conparentid = 0 AND connamespace = 'public'::regnamespace
   AND conislocal
 ORDER BY contype <> 'f'
"""
INDEXES = """
SELECT format('DROP INDEX %s', indexrelid::regclass)
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
 WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace AND NOT relispartition
"""
COLUMNS = """
SELECT attname, format_type(atttypid, NULL)
  FROM pg_attribute
 WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
   AND attgenerated = '' AND attidentity = '' AND (attnotnull OR attname = 'service_id')
"""
PLAIN: dict[str, Any] = {
    "bigint": 0,
    "boolean": False,
    "bytea": b"",
    "character varying": "",
    "date": "2030-01-01",
    "daterange": "empty",
    "double precision": 0,
    "inet": "127.0.0.1",
    "integer": 0,
    "interval": "0",
    "jsonb": "{}",
    "numeric": 0,
    "smallint": 0,
    "text": "",
    "time without time zone": "12:00",
    "timestamp with time zone": "2030-01-01 12:00+00",
    "tstzrange": "empty",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True)
class Bare:
    """How a row of one table is written for a service."""

    table: str
    columns: tuple[tuple[str, str], ...]

    def insert(self, service_id: int, number: int) -> tuple[str, list[Any]]:
        """The statement and its values. `number` is the key, where the table doesn't number itself."""
        named = ", ".join(f'"{name}"' for name, _type in self.columns)
        places = ", ".join(f"%s::{type_}" for _name, type_ in self.columns)
        special = {"service_id": service_id, "id": number}
        values = [special.get(name, plain(type_)) for name, type_ in self.columns]
        return f'INSERT INTO "{self.table}" ({named}) VALUES ({places})', values


def plain(type_: str) -> Any:
    """A value of this type that says nothing."""
    return "{}" if type_.endswith("[]") else PLAIN.get(type_, "")


def bare(tables: Sequence[str]) -> list[Bare]:
    """Take down what would ask for real rows, and say how each table is written."""
    with connections["owner"].cursor() as cursor:
        for wanted in (TAKE_DOWN, INDEXES):
            cursor.execute(wanted)
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
        found = []
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            cursor.execute(COLUMNS, [table])
            found.append(Bare(table, tuple(cursor.fetchall())))
        return found


def plant(rows: Sequence[Bare], services: Sequence[int]) -> None:
    """A row of every table for each of the services."""
    with connections["owner"].cursor() as cursor:
        for row in rows:
            for service_id in services:
                cursor.execute(*row.insert(service_id, service_id))
