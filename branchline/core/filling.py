"""Filling tables quickly: rows as text by COPY, into tables whose indexes are built at the end.

Made for `generating`: as the owner, in one transaction for each room, with nobody else at work. Python
makes the next rows while PostgreSQL takes in the last ones, so that two cores are busy.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from types import TracebackType
from typing import Any

from django.db import connections, transaction

from .clock import in_london, london
from .generating import Bar, progress, read

AT_ONCE = 20_000
"""Rows of the leading table between two sendings: some megabytes of text."""
WAITING = 3
"""Sendings that may wait, so that memory stays bounded."""


class Filling:
    """Rows on their way into tables: gathered as lines, sent by COPY in a thread of its own.

    `tables` maps each table to its columns, parents first.
    """

    def __init__(self, tables: Mapping[str, Sequence[str]], *, total: int, what: str) -> None:
        self._copies = {
            table: f'COPY "{table}" ({", ".join(columns)}) FROM STDIN'
            for table, columns in tables.items()
        }
        self._lines: dict[str, list[str]] = {table: [] for table in tables}
        self._bar = Bar(total, what)
        self._queue: queue.Queue[list[tuple[str, str]] | None] = queue.Queue(WAITING)
        self._trouble: Exception | None = None
        self._thread = threading.Thread(target=self._send, daemon=True)

    def into(self, table: str) -> Callable[[str], None]:
        """What takes the lines of a table: cells with tabs between them and a newline at the end."""
        return self._lines[table].append

    def send(self, made: int) -> None:
        """Hand over what was gathered; `made` rows of the leading table are done."""
        if self._trouble:
            raise self._trouble
        self._queue.put(
            [(self._copies[t], "".join(rows)) for t, rows in self._lines.items() if rows]
        )
        for rows in self._lines.values():
            rows.clear()
        self._bar.add(made)

    def __enter__(self) -> "Filling":
        connections["owner"].ensure_connection()
        self._connection: Any = connections["owner"].connection
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.send(0)
        self._queue.put(None)
        self._thread.join()
        if kind is None:
            if self._trouble:
                raise self._trouble
            self._bar.done()

    def _send(self) -> None:
        while (sending := self._queue.get()) is not None:
            if self._trouble:
                continue
            try:
                for statement, text in sending:
                    with self._connection.cursor() as cursor, cursor.copy(statement) as target:
                        target.write(text)
            except Exception as trouble:  # told to the maker of rows at its next sending
                self._trouble = trouble


INDEXES = """
SELECT i.indrelid::regclass::text, x.relname, pg_get_indexdef(i.indexrelid), c.conname,
       pg_get_constraintdef(c.oid)
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('u', 'x')
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisprimary AND x.relname <> ALL(%s)
  AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)
ORDER BY 1, 2
"""
KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY(%s::regclass[]) ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Part:
    """An index or a key that is taken away and put back."""

    table: str
    drop: str
    make: str


@contextmanager
def bare(tables: Sequence[str], *, keeping: Sequence[str] = ()) -> Iterator[None]:
    """One transaction of the owner in which the tables have neither foreign keys nor most indexes.

    All are made again at the end, which checks every row; if anything fails, nothing has happened.
    `keeping` names indexes that the filling itself needs. What other keys lean on stays as well.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for setting in ("maintenance_work_mem = '512MB'", "synchronous_commit = off"):
            cursor.execute(f"SET LOCAL {setting}")
        parts = _keys(tables)
        for part in parts:
            cursor.execute(part.drop)
        indexes = _indexes(tables, keeping)
        for part in indexes:
            cursor.execute(part.drop)
        yield
        made = [*indexes, *parts]
        for part in progress(made, total=len(made), what="  indexes and keys"):
            cursor.execute(part.make)


def _keys(tables: Sequence[str]) -> list[Part]:
    return [
        Part(
            table,
            f'ALTER TABLE {table} DROP CONSTRAINT "{name}"',
            f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {means}',
        )
        for table, name, means in read(KEYS, [list(tables)])
    ]


def _indexes(tables: Sequence[str], keeping: Sequence[str]) -> list[Part]:
    found = []
    for table, name, index, constraint, means in read(INDEXES, [list(tables), list(keeping)]):
        if constraint:
            drop = f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"'
            make = f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {means}'
        else:
            # Of a partitioned table PostgreSQL says ONLY, and means all its parts.
            drop, make = f'DROP INDEX "{name}"', index.replace(" ON ONLY ", " ON ", 1)
        found.append(Part(table, drop, make))
    return found


LEDGER = {
    "core_happening": (
        "service_id", "kind", "branch_id", "happened_at", "recorded_at", "quantity", "links",
        "channel", "ward_code", "ward_vintage", "quintile", "age_band", "pseudonym",
    ),
    "core_pseudonym": ("service_id", "year", "person", "name"),
}  # fmt: skip
"""The tables of the ledger, as rooms fill them (`core.ledger.record` is what they imitate)."""


class Moments:
    """Times of the day at which libraries are open, over the days before now, in order.

    As text for COPY, because a sum of dates for each of millions of rows would take minutes.
    """

    def __init__(self, *, now: datetime, days: int, chance: Random) -> None:
        last = in_london(now).date() - timedelta(days=1)
        drawn = sorted(
            (last - timedelta(days=chance.randrange(days)), chance.randrange(8 * 60, 18 * 60))
            for _turn in range(4096)
        )
        self.days = [day for day, _minute in drawn]
        self.day = [day.isoformat() for day in self.days]
        self.year = [day.year for day in self.days]
        self.text = [
            f"{day} {minute // 60:02}:{minute % 60:02}+0{summer(day)}" for day, minute in drawn
        ]

    def __len__(self) -> int:
        return len(self.days)


def summer(day: date) -> int:
    """Hours by which London's clocks are ahead of UTC at noon of a day."""
    return int(london(day.year, day.month, day.day, 12).hour == 11)
