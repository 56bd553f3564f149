"""Five hundred want fifty places at once: exactly fifty get one, and how long that takes."""

import statistics
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time as wall
from datetime import timedelta

from .measure import Measured, timed

PLACES, ATTEMPTS, THREADS, ROUNDS = 50, 500, 40, 3


def bookings() -> Measured:
    """Rounds of bookings, each beside as many plain updates of one row on as many connections."""
    seconds, beside, outcomes = [], [], []
    _scratch("CREATE TABLE bench_scratch (id int PRIMARY KEY, booked int CHECK (booked <= 50))")
    try:
        for turn in range(ROUNDS):
            attempt = _want_the_same(turn)
            began = time.perf_counter()
            outcomes.append(_at_once(attempt))
            seconds.append(time.perf_counter() - began)
            _scratch("DELETE FROM bench_scratch; INSERT INTO bench_scratch VALUES (1, 0)")
            beside.append(timed(lambda: _at_once(_plain_update)))
    finally:
        _scratch("DROP TABLE bench_scratch")
    each = ATTEMPTS / statistics.median(seconds)
    exact = all(o == {"booked": PLACES, "refused": ATTEMPTS - PLACES} for o in outcomes)
    said = f"yes, {each:.0f} answers a second" if exact else f"NO: {outcomes}"
    name = f"{ATTEMPTS} bookings at once for {PLACES} places, exactly {PLACES}"
    return Measured(name, seconds, beside, said=said)


def _at_once(attempt: Callable[[int], str]) -> Counter[str]:
    from django.db import connections

    open_at_end = []

    def begin() -> None:
        open_at_end.append(connections["default"])
        connections["default"].inc_thread_sharing()
        connections["default"].ensure_connection()

    with ThreadPoolExecutor(THREADS, initializer=begin) as pool:
        found = Counter(pool.map(attempt, range(ATTEMPTS)))
    for connection in open_at_end:
        connection.close()
    return found


def _want_the_same(turn: int) -> Callable[[int], str]:
    from branchline.core import clock
    from branchline.core.acting import Acting, job
    from branchline.core.scoping import scope
    from branchline.core.words import said
    from branchline.events.actions import book_a_place, create_event, publish_event
    from branchline.events.errors import NotEnoughPlaces
    from branchline.events.models import Details, HowToCome, Occurrence, Timing
    from branchline.messages.models import Route
    from branchline.places.models import Branch

    now = clock.now()
    branch = Branch.objects.order_by("pk")[0]
    timing = Timing(clock.today() + timedelta(days=7 + turn), wall(10), wall(11))
    details = Details(title=said("Wanted"), booking=HowToCome.BOOKABLE, capacity=PLACES)
    with scope(branch.service_id):
        event = create_event(
            branch=branch,
            details=details,
            timing=timing,
            by=job("bench"),
            now=now,
            key=uuid.uuid4().hex,
        )
        publish_event(event=event, by=job("bench"), now=now)
        date = Occurrence.objects.all().with_event().get(event=event)

    def attempt(number: int) -> str:
        with scope(branch.service_id):
            try:
                book_a_place(
                    occurrence=date, contact_name="Ben Ch", route=Route.EMAIL,
                    address=f"ben.{turn}.{number}@bench.test", language="en", adults=1, children=0,
                    by=Acting(), now=now, key=uuid.uuid4().hex,
                )  # fmt: skip
            except NotEnoughPlaces:
                return "refused"
        return "booked"

    return attempt


def _plain_update(_number: int) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE bench_scratch SET booked = booked + 1 WHERE id = 1 AND booked < 50")
        return "booked" if cursor.rowcount else "refused"


def _scratch(sql: str) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
