"""Sixty callers in a few processes: each takes a line, holds it, and reports. What each did is written to a file as it goes,
so that what a killed process did is known too.

The claim is the product's own function in a transaction as the product opens it; the report does to line, person and
history what the product's does, in one statement, so that the claim is what is measured.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from .town import Town

PROCESSES = 4
"""As many as serve a service of this size: each has one connection, and those who press at once wait their turn."""
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
    waited: float
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
    in_turn: bool = False,
    kill_after: float | None = None,
) -> list[Took]:
    """Let these callers ring until nobody is due, each on a connection of their own, or `in_turn`: one for each process,
    as the web has it. With `kill_after` half of the processes are killed then (-9)."""
    folder.mkdir()
    begun = []
    for n in range(PROCESSES):
        mine = list(workers[n::PROCESSES])
        pid = os.fork()
        if pid == 0:
            _process(town, folder / str(n), mine, now, hold, _naive if naive else _fenced, in_turn)
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
    town: Town,
    file: Path,
    workers: Sequence[int],
    now: datetime,
    hold: float,
    take: "Claim",
    in_turn: bool,
) -> None:
    """In a process of its own; never comes back."""
    status = 1
    try:
        with file.open("a", buffering=1) as written, ThreadPoolExecutor(len(workers)) as pool:
            turn: Turn = threading.Lock() if in_turn else nullcontext()
            list(pool.map(lambda me: _caller(town, me, now, hold, written, take, turn), workers))
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


Turn = AbstractContextManager[object]
Claim = Callable[[Town, Any, datetime], tuple[int, int, str] | None]


def _caller(
    town: Town, me: int, now: datetime, hold: float, written: Any, take: Claim, turn: Turn
) -> None:
    from django.db import connection

    from branchline.core.scoping import scope
    from branchline.people.models import Worker

    report = REPORT.format(fenced="true" if take is _naive else "token = %(token)s")
    with scope(town.service):
        worker = Worker.objects.get(pk=me)
    nobody = 0
    while nobody < IN_TURN:
        pressed = time.monotonic()
        with turn:
            began = time.monotonic()
            with scope(town.service):
                found = take(town, worker, now)
            took = time.monotonic()
        if found is None:
            nobody += 1
            time.sleep(0.05)
            continue
        nobody = 0
        line, person, token = found
        written.write(
            json.dumps(["took", line, person, me, token, took - began, began - pressed, took])
            + "\n"
        )
        time.sleep(hold)
        # The hand is open before the report can free the line for another.
        written.write(json.dumps(["free", token, time.monotonic()]) + "\n")
        values: dict[str, Any] = {
            "line": line, "person": person, "worker": me, "token": token, "now": now, "service": town.service,
            "public_id": token.replace("-", "")[:10],
        }  # fmt: skip
        with turn, scope(town.service), connection.cursor() as cursor:
            cursor.execute(report, values)
            counted = cursor.fetchone() is not None
        if counted:
            written.write(json.dumps(["counted", token]) + "\n")
    connection.close()


def _fenced(town: Town, worker: Any, now: datetime) -> tuple[int, int, str] | None:
    """The product's claim: the caller's own people first, then anybody's."""
    from branchline.calls.actions.leases import ANY, MINE, When, claim

    hour = now.astimezone().weekday() * 24 + 10
    when = When(now, now, [hour], now + timedelta(minutes=20))
    found = claim((MINE, ANY), worker, [town.round], when, now=now, holder=worker.pk)
    return (found.line, found.person, str(found.token)) if found else None


READ = """
SELECT l.id, p.id FROM calls_roundperson p JOIN calls_callround r ON r.id = p.round_id
JOIN calls_callee c ON c.id = p.callee_id JOIN calls_line l ON l.id = c.line_id
WHERE p.service_id = %(service)s AND p.standing = 'active' AND p.due_at <= %(now)s AND l.stopped = ''
  AND (p.usual_caller_id = %(me)s OR p.open_to_all_at <= %(now)s) AND (c.not_before IS NULL OR c.not_before <= %(now)s)
  AND (l.leased_until IS NULL OR l.leased_until <= %(now)s)
  AND CASE WHEN calls_why_not(c.resident_id, r.purpose, l.number) IS NULL THEN TRUE ELSE FALSE END
ORDER BY p.priority DESC, p.due_at, p.id LIMIT 1
"""
WRITE = """
UPDATE calls_line SET leased_to_id = %(me)s, leased_for = %(person)s, leased_at = %(now)s, leased_until = %(until)s,
  token = %(token)s WHERE id = %(line)s
"""


def _naive(town: Town, worker: Any, now: datetime) -> tuple[int, int, str] | None:
    """Reads whose turn it is, and then writes that it is taken."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(READ, {"service": town.service, "now": now, "me": worker.pk})
        found = cursor.fetchone()
        if found is None:
            return None
        line, person = found
        token, until = str(uuid4()), now + timedelta(minutes=20)
        cursor.execute(
            WRITE,
            {"me": worker.pk, "person": person, "now": now, "until": until, "token": token, "line": line},
        )  # fmt: skip
        return line, person, token


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
        Took(
            line, person, worker, token, seconds, waited, since, freed.get(token), token in counted
        )
        for token, (line, person, worker, _token, seconds, waited, since) in taken.items()
    ]
