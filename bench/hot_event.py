"""The hot event over HTTP: complete bookings per CPU-second of web, worker and database, beside bare SQL.

A booking is one POST: validated form to confirmation row, happening and queued message. The generator's own
CPU is not counted; that of the database is read from its server and all its connections.

Then as many want the places of a small event: who gets none waits with a number, and nobody sees an error.
"""

import http.client
import os
import queue
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time as wall
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from .measure import Measured

BOOKINGS, CLIENTS, WARM, PLACES = 500, 50, 20, 50
LIMIT = 0.300
"""Issue "What's on", must reach: p95 at 50 clients."""
PER_CPU_SECOND = 100
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Answered:
    """How many got "places", "a number", or the status of an error; and the seconds of each."""

    got: Counter[str]
    seconds: list[float]


@dataclass(frozen=True)
class Process:
    """What /proc says of one: its parent, and its seconds of CPU with those of its ended children."""

    parent: int
    cpu: float


def processes() -> dict[int, Process]:
    """Everything that runs."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        found[int(folder.name)] = Process(int(fields[1]), sum(map(int, fields[11:15])) / TICK)
    return found


def cpu_below(roots: list[int]) -> float:
    """Seconds of CPU of these processes and of everything that they started."""
    found = processes()
    wanted, grown = set(roots), True
    while grown:
        below = {pid for pid, one in found.items() if one.parent in wanted} - wanted
        grown = bool(below)
        wanted |= below
    return sum(found[pid].cpu for pid in wanted if pid in found)


def hot_event(address: str) -> Iterator[Measured]:
    """Five hundred bookings by fifty clients, beside bare SQL; then five hundred who want fifty places."""
    large, small = _popular(BOOKINGS + WARM), _popular(PLACES)
    with running(address) as (port, roots):
        _ask_all(port, *large, WARM)
        _wait_for_the_worker()
        before, began = [cpu_below([root]) for root in roots], time.perf_counter()
        answered = _ask_all(port, *large, BOOKINGS)
        took = time.perf_counter() - began
        _wait_for_the_worker()
        spent = [cpu_below([root]) - then for root, then in zip(roots, before, strict=True)]
        crowd = _ask_all(port, *small, BOOKINGS)
    bare = _bare_sql()
    if answered.got["places"] != BOOKINGS:
        raise RuntimeError(f"{BOOKINGS} want as many places and get {dict(answered.got)}")
    each = BOOKINGS / sum(spent)
    web, worker, database = (1000 * seconds / BOOKINGS for seconds in spent)
    said = (
        f"{'yes' if each >= PER_CPU_SECOND else 'NO'}, {each:.0f} a CPU-second"
        f" ({web:.0f} ms web, {worker:.0f} ms worker, {database:.0f} ms database), {BOOKINGS / took:.0f} a second"
        f" beside {bare:.0f} of bare SQL ({bare * took / BOOKINGS:.1f}×)"
    )
    name = f"{BOOKINGS} bookings over HTTP by {CLIENTS} clients"
    yield Measured(name, answered.seconds, limit=LIMIT, said=said)
    name = f"{BOOKINGS} over HTTP who want {PLACES} places"
    yield Measured(name, crowd.seconds, said=_counted_again(small[1], crowd.got))


HOLDS = (
    "SELECT (SELECT coalesce(sum(adults + children), 0) FROM events_booking WHERE occurrence_id = o.id"
    " AND cancelled_at IS NULL), count(w.id), count(DISTINCT q.joined) FROM events_occurrence o"
    " LEFT JOIN events_waitinglistentry w ON w.occurrence_id = o.id"
    " LEFT JOIN core_queueentry q ON q.id = w.entry_id WHERE o.public_id = %s GROUP BY o.id"
)


def _counted_again(date: str, got: Counter[str]) -> str:
    """What the database holds of a date, beside what its people were told."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(HOLDS, [date])
        booked, waiting, numbers = cursor.fetchone()
    told = {"places": PLACES, "a number": BOOKINGS - PLACES}
    exact = got == told and [booked, waiting, numbers] == [PLACES, *[BOOKINGS - PLACES] * 2]
    return (
        f"{'yes' if exact else 'NO'}, {booked} booked, {max(0, booked - PLACES)} too many, {waiting} wait"
        f" with {numbers} numbers, {sum(got.values()) - got['places'] - got['a number']} errors"
    )


@contextmanager
def running(address: str) -> Iterator[tuple[int, list[int]]]:
    """The port, and the processes whose CPU is counted: web, worker, database."""
    from django.db import connections

    from branchline.commands.children import begin, end
    from branchline.commands.serve import answers, web, worker

    port = int(address.rsplit(":", 1)[1])
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = processes()[cursor.fetchone()[0]].parent
    children = [begin(web("127.0.0.1", port, 2)), begin(worker())]
    try:
        if not answers(f"http://127.0.0.1:{port}", 120):
            raise RuntimeError("the web server does not answer")
        yield port, [*(child.pid for child in children), database]
    finally:
        end(children)


def _popular(capacity: int) -> tuple[str, str]:
    """The slug of a service and a new date of its with so many places."""
    from branchline.core import clock
    from branchline.core.acting import job
    from branchline.core.scoping import scope
    from branchline.core.words import said
    from branchline.events.actions import create_event, publish_event
    from branchline.events.models import Details, HowToCome, Occurrence, Timing
    from branchline.places.models import Branch

    now, by = clock.now(), job("bench")
    branch = Branch.objects.select_related("service").filter(service__live=True).order_by("pk")[0]
    timing = Timing(clock.today() + timedelta(days=9), wall(10), wall(11))
    details = Details(title=said("Wanted"), booking=HowToCome.BOOKABLE, capacity=capacity)
    with scope(branch.service_id):
        key = uuid.uuid4().hex
        event = create_event(branch=branch, details=details, timing=timing, by=by, now=now, key=key)
        publish_event(event=event, by=by, now=now)
        return branch.service.slug, Occurrence.objects.get(event=event).public_id


def _ask_all(port: int, slug: str, date: str, number: int) -> Answered:
    """So many who ask for a place, by all clients. The form's token is fetched once."""
    path = f"/{slug}/whats-on/{date}/book"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = re.search(r"csrftoken=(\w+)", answer.headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    if not cookie or not token:
        raise RuntimeError("the form has no token")
    turns: queue.SimpleQueue[int] = queue.SimpleQueue()
    for turn in range(number):
        turns.put(turn)
    got, seconds = Counter[str](), list[float]()
    lock = threading.Lock()

    def client(_number: int) -> None:
        own = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            try:
                turns.get_nowait()
            except queue.Empty:
                return
            name = uuid.uuid4().hex
            body = urlencode({
                "csrfmiddlewaretoken": token[1], "key": name, "adults": "1", "children": "0",
                "name": f"Ben {name[:6]}", "reach": "email", "email": f"{name}@bench.test",
            })  # fmt: skip
            began = time.perf_counter()
            own.request("POST", path, body, {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={cookie[1]}",
            })  # fmt: skip
            answer = own.getresponse()
            answer.read()
            took = time.perf_counter() - began
            with lock:
                got[_got(answer)] += 1
                seconds.append(took)

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))
    return Answered(got, seconds)


def _got(answer: http.client.HTTPResponse) -> str:
    page = answer.headers["Location"] or ""
    if page.endswith("/done"):
        return "places"
    return "a number" if "/waiting-lists/mine/" in page else str(answer.status)


def _wait_for_the_worker() -> None:
    """Until every message that was queued has left, so that its CPU is counted too."""
    from django.db import connections

    for _turn in range(240):
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM messages_message WHERE letter = 'events.booked'"
                           " AND state IN ('queued', 'sending')")  # fmt: skip
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.5)
    raise RuntimeError("two minutes later there are still messages that have not left")


BARE = (
    "CREATE TABLE bench_date (id int PRIMARY KEY, booked int NOT NULL CHECK (booked <= 1000000))",
    "CREATE TABLE bench_row (id bigserial PRIMARY KEY, what text NOT NULL, body jsonb NOT NULL)",
    "CREATE UNIQUE INDEX ON bench_row (what, (body ->> 'key'))",
    "INSERT INTO bench_date VALUES (1, 0)",
)
ROWS = ("request", "contact", "booking", "listing", "pseudonym", "happening", "message", "job")


def _bare_sql() -> float:
    """Transactions a second that lock the date, count it and write a row for each thing that a booking
    writes, without any Python between them, on as many connections as the web has workers."""
    import psycopg

    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in BARE:
            connection.execute(statement)

    def run(_number: int) -> None:
        with psycopg.connect(url) as connection:
            for _turn in range(BOOKINGS // 2):
                connection.execute("SELECT * FROM bench_date WHERE id = 1 FOR NO KEY UPDATE")
                for what in ROWS:
                    connection.execute(
                        "INSERT INTO bench_row (what, body) VALUES (%s, jsonb_build_object('key', %s::text))",
                        [what, uuid.uuid4().hex],
                    )
                connection.execute("UPDATE bench_date SET booked = booked + 1 WHERE id = 1")
                connection.commit()

    try:
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(run, range(2)))
        return BOOKINGS / (time.perf_counter() - began)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP TABLE bench_row, bench_date")
