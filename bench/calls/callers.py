"""Sixty callers in a few processes: each takes a line, holds it, and reports. What each did is written to a file as it goes,
so that what a killed process did is known too.

The claim is the product's own statement in a transaction as the product opens it; the report does to line, person and
history what the product's does, in one statement, so that the claim is what is measured.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from .town import Town

PROCESSES = 4
IN_TURN = 12
"""How often somebody asks again who found nobody: the last lines are in other hands."""

REPORT = """
WITH mine AS (SELECT id FROM calls_line WHERE id = %(line)s AND ({fenced}) FOR NO KEY UPDATE),
freed AS (UPDATE calls_line SET leased_to_id = NULL, leased_for = NULL, leased_at = NULL, leased_until = NULL,
          token = NULL FROM mine WHERE calls_line.id = mine.id RETURNING calls_line.id),
kept AS (INSERT INTO calls_attempt (service_id, public_id, person_id, line_id, worker_id, token, outcome, message_left,
         began_at, ended_at, late, hard) VALUES (%(service)s, %(public_id)s, %(person)s, %(line)s, %(worker)s, %(token)s,
         'answered', false, %(now)s, %(now)s, NOT EXISTS (SELECT FROM mine), false)),
heard AS (UPDATE calls_callee SET not_before = %(now)s + interval '20 hours', tried_at = %(now)s FROM calls_roundperson p
          WHERE p.id = %(person)s AND calls_callee.id = p.callee_id AND EXISTS (SELECT FROM mine))
UPDATE calls_roundperson SET due_at = %(now)s + interval '14 days' WHERE id = %(person)s AND EXISTS (SELECT FROM mine)
RETURNING id
"""


@dataclass(frozen=True)
class Took:
    """A line that was in a hand, by the machine's clock; `until` is None where its caller was killed with it."""

    line: int
    person: int
    worker: int
    token: str
    seconds: float
    since: float
    until: float | None
    counted: bool


def drain(
    town: Town,
    folder: Path,
    *,
    workers: Sequence[int],
    now: datetime,
    hold: float,
    naive: bool = False,
    kill_after: float | None = None,
) -> list[Took]:
    """Let these callers ring until nobody is due. With `kill_after` half of the processes are killed then (-9)."""
    folder.mkdir()
    begun = []
    for n in range(PROCESSES):
        mine = list(workers[n::PROCESSES])
        pid = os.fork()
        if pid == 0:
            _process(town, folder / str(n), mine, now, hold, naive)
        begun.append(pid)
    if kill_after is not None:
        time.sleep(kill_after)
        for pid in begun[: PROCESSES // 2]:
            os.kill(pid, signal.SIGKILL)
    for place, pid in enumerate(begun):
        _pid, status = os.waitpid(pid, 0)
        killed = kill_after is not None and place < PROCESSES // 2
        if status and not killed:
            raise RuntimeError("a process of callers failed")
    return [took for n in range(PROCESSES) for took in _read(folder / str(n))]


def _process(
    town: Town, file: Path, workers: Sequence[int], now: datetime, hold: float, naive: bool
) -> None:
    """In a process of its own; never comes back."""
    status = 1
    try:
        with file.open("a", buffering=1) as written, ThreadPoolExecutor(len(workers)) as pool:
            work = _naive if naive else _fenced
            list(pool.map(lambda me: _caller(town, me, now, hold, written, work), workers))
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


Claim = Callable[[psycopg.Cursor[Any], Town, int, datetime, UUID], tuple[int, int] | None]


def _caller(town: Town, me: int, now: datetime, hold: float, written: Any, claim: Claim) -> None:
    naive = claim is _naive
    report = REPORT.format(fenced="true" if naive else "token = %(token)s")
    nobody = 0
    with psycopg.connect(os.environ["DATABASE_WEB_URL"], autocommit=True) as connection:
        while nobody < IN_TURN:
            token = uuid4()
            began = time.monotonic()
            with connection.transaction(), connection.cursor() as cursor:
                _enter(cursor, town)
                found = claim(cursor, town, me, now, token)
            took = time.monotonic()
            if found is None:
                nobody += 1
                time.sleep(0.05)
                continue
            nobody = 0
            line, person = found
            written.write(
                json.dumps(["took", line, person, me, str(token), took - began, took]) + "\n"
            )
            time.sleep(hold)
            # The hand is open before the report can free the line for another.
            written.write(json.dumps(["free", str(token), time.monotonic()]) + "\n")
            values = {
                "line": line, "person": person, "worker": me, "token": token, "now": now, "service": town.service,
                "public_id": token.hex[:10],
            }  # fmt: skip
            with connection.transaction(), connection.cursor() as cursor:
                _enter(cursor, town)
                counted = cursor.execute(report, values, prepare=True).fetchone() is not None
            if counted:
                written.write(json.dumps(["counted", str(token)]) + "\n")


def _enter(cursor: psycopg.Cursor[Any], town: Town) -> None:
    cursor.execute(
        "SELECT set_config('branchline.service', %s, true)", [str(town.service)], prepare=True
    )


def _values(town: Town, whose: Any, me: int, now: datetime) -> list[Any]:
    hour = now.astimezone().weekday() * 24 + 10
    return [town.service, whose, now, [town.round], now, now, [hour], [], me, now]


def _fenced(
    cursor: psycopg.Cursor[Any], town: Town, me: int, now: datetime, token: UUID
) -> tuple[int, int] | None:
    """The product's claim: the caller's own people first, then anybody's."""
    from branchline.calls.actions.leases import ANY, MINE

    for statement, whose in ((MINE, me), (ANY, now)):
        values = [*_values(town, whose, me, now), me, now, now + timedelta(minutes=20), token]
        cursor.execute(statement, values, prepare=True)
        if found := cursor.fetchone():
            return found[0], found[1]
    return None


def _naive(
    cursor: psycopg.Cursor[Any], town: Town, me: int, now: datetime, token: UUID
) -> tuple[int, int] | None:
    """Reads whose turn it is, and then writes that it is taken."""
    from branchline.calls.actions.leases import ANY, MINE

    for statement, whose in ((MINE, me), (ANY, now)):
        whole = statement.split("UPDATE calls_line")[0].replace(
            "FOR UPDATE OF l, p SKIP LOCKED", ""
        )
        read = f"{whole} SELECT person, line FROM found"
        found = cursor.execute(read, _values(town, whose, me, now), prepare=True).fetchone()
        if found:
            person, line = found
            cursor.execute(
                "UPDATE calls_line SET leased_to_id = %s, leased_for = %s, leased_at = %s, leased_until = %s, token = %s"
                " WHERE id = %s",
                [me, person, now, now + timedelta(minutes=20), token, line],
                prepare=True,
            )
            return line, person
    return None


def _read(file: Path) -> list[Took]:
    taken: dict[str, list[Any]] = {}
    freed: dict[str, float] = {}
    counted: set[str] = set()
    for row in file.read_text().splitlines():
        # The last row of a killed process may be half written.
        if not row.endswith("]"):
            continue
        match json.loads(row):
            case ["took", *rest]:
                taken[rest[3]] = rest
            case ["free", token, at]:
                freed[token] = at
            case ["counted", token]:
                counted.add(token)
    return [
        Took(line, person, worker, token, seconds, since, freed.get(token), token in counted)
        for token, (line, person, worker, _token, seconds, since) in taken.items()
    ]
