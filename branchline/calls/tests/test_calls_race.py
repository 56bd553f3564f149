"""Callers all at once: no line is in two hands, no call is closed twice, whoever's lease lapses in the middle.

A trace of every lease (line, from, until it was reported or taken over) is held against itself; the same callers with a
claim that reads and then writes ring one line twice.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Event, Lock
from uuid import uuid4

import pytest
from django.db import connections

from branchline.calls import actions
from branchline.calls.actions import RoundFacts, leases
from branchline.calls.errors import ChangedMeanwhile, OnTheRoundAlready
from branchline.calls.models import Attempt, Callee, Line, Outcome, RoundPerson, Standing
from branchline.calls.queries import lease_of, slip_of
from branchline.core.ids import public_id
from branchline.core.scoping import current_service_id, scope
from branchline.people.models import Resident, Worker

from .conftest import NOW, Calls, caller, facts, house, resident

pytestmark = pytest.mark.race
CALLERS, LINES, ON_A_LINE = 12, 15, 3


@pytest.fixture
def committed(own_database: str) -> Calls:
    return house()


def crowd(calls: Calls) -> list[Worker]:
    """Many callers, and many people of whom three share each line."""
    workers = [caller(f"Caller {n}", None, calls.by) for n in range(CALLERS)]
    actions.choose_callers(round_=calls.round, workers=workers, by=calls.by, now=NOW)
    for line in range(LINES):
        for turn in range(ON_A_LINE):
            calls.put_on(f"Person {line} {turn}", f"01632 960{line:03d}")
    return workers


def all_at_once(calls: Calls, workers: Sequence[Worker], work: Callable[[Worker], None]) -> None:
    begin = Barrier(len(workers), timeout=30)

    def run(worker: Worker) -> None:
        try:
            with scope(calls.cast.service.pk):
                begin.wait()
                work(worker)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(run, workers))


class InHand:
    """Which line is in whose hands at this moment, and how often it was in two."""

    def __init__(self) -> None:
        self.lock, self.held, self.twice, self.given = Lock(), Counter[int](), 0, 0

    def take(self, line: int) -> None:
        with self.lock:
            self.given += 1
            self.held[line] += 1
            self.twice += self.held[line] > 1

    def free(self, line: int) -> None:
        with self.lock:
            self.held[line] -= 1


def test_no_line_is_in_two_hands_and_everybody_is_rung_once(committed: Calls) -> None:
    calls, hands = committed, InHand()
    with scope(calls.cast.service.pk):
        workers = crowd(calls)

    def work(worker: Worker) -> None:
        while (found := calls.next(worker)) is not None:
            hands.take(found.line.pk)
            hands.free(found.line.pk)
            calls.report(worker, slip=slip_of(found.slip, worker=worker))

    all_at_once(calls, workers, work)
    with scope(calls.cast.service.pk):
        # Whoever found nothing while the last lines were in other hands has gone: one goes on.
        work(workers[0])
        rung = Counter(Attempt.objects.values_list("person", flat=True))
    assert hands.twice == 0
    assert hands.given == LINES * ON_A_LINE
    assert set(rung.values()) == {1}
    assert len(rung) == LINES * ON_A_LINE


def test_a_claim_that_reads_and_then_writes_puts_a_line_into_two_hands(
    committed: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, hands = committed, InHand()
    with scope(calls.cast.service.pk):
        workers = crowd(calls)
    seen = Barrier(CALLERS, timeout=30)

    def naive(worker: Worker, rounds: Sequence[int], now: object) -> bool:
        person = RoundPerson.objects.filter(callee__line__token__isnull=True).order_by("pk").first()
        seen.wait()
        assert person is not None
        hands.take(person.callee.line_id or 0)
        Line.objects.filter(callees=person.callee, service=current_service_id()).update(
            leased_to=worker, leased_for=person.pk, leased_at=NOW, leased_until=NOW, token=uuid4()
        )
        return True

    monkeypatch.setattr(leases, "_claim", naive)
    all_at_once(calls, workers, lambda worker: _quietly(calls, worker))
    assert hands.twice > 0


def _quietly(calls: Calls, worker: Worker) -> None:
    calls.next(worker)


def test_crashes_and_overruns_are_fenced(committed: Calls) -> None:
    """Some callers vanish with a call in hand and some report when another has the line: nothing is closed twice."""
    calls = committed
    with scope(calls.cast.service.pk):
        workers = crowd(calls)
    chance, turn = random.Random(5), Lock()
    clock = [NOW]

    def later() -> timedelta:
        with turn:
            clock[0] += timedelta(seconds=20)
            return timedelta(minutes=25) if chance.random() < 0.1 else timedelta()

    def work(worker: Worker) -> None:
        while True:
            now = clock[0]
            found = calls.next(worker, now)
            if found is None:
                return
            late = later()
            if late and late.seconds % 2:
                continue
            calls.report(
                worker, Outcome.ANSWERED, slip=slip_of(found.slip, worker=worker), now=now + late
            )

    all_at_once(calls, workers, work)
    with scope(calls.cast.service.pk):
        counted = Counter(Attempt.objects.filter(late=False).values_list("person", flat=True))
        # An hour later everything that was left in a hand is claimable, and is rung.
        clock[0] += timedelta(hours=1)
        chance.seed(0)
        while (found := calls.next(workers[0], clock[0])) is not None:
            calls.report(workers[0], slip=slip_of(found.slip, worker=workers[0]), now=clock[0])
            counted[found.person.pk] += 1
        assert RoundPerson.objects.filter(due_at__lte=NOW, standing=Standing.ACTIVE).count() == 0
        assert Callee.objects.filter(heard_at__isnull=True).count() == 0
    assert len(counted) == LINES * ON_A_LINE
    assert set(counted.values()) == {1}


def test_two_presses_of_one_caller_are_one_call(committed: Calls) -> None:
    calls = committed
    with scope(calls.cast.service.pk):
        for turn in range(4):
            calls.put_on(f"Person {turn}")
    found: list[int] = []

    def press(worker: Worker) -> None:
        held = calls.next(calls.nadia)
        assert held is not None
        found.append(held.person.pk)

    all_at_once(calls, [calls.nadia] * 6, press)
    assert len(set(found)) == 1
    with scope(calls.cast.service.pk):
        assert Line.objects.filter(token__isnull=False).count() == 1
        assert lease_of(calls.nadia) is not None


def test_two_coordinators_put_somebody_on_once(committed: Calls) -> None:
    calls, done = committed, Counter[str]()
    with scope(calls.cast.service.pk):
        who: Resident = resident("Maud Okafor", "01632 960333", by=calls.by)

    def put(worker: Worker) -> None:
        try:
            actions.put_on_round(
                round_=calls.round, resident=who, why=public_id(), by=calls.by, now=NOW
            )
            done["on"] += 1
        except OnTheRoundAlready:
            done["already"] += 1

    all_at_once(calls, [calls.nadia] * 6, put)
    assert done == {"on": 1, "already": 5}


def test_two_rounds_share_their_lines_and_one_is_marked_as_promotional_meanwhile(
    committed: Calls,
) -> None:
    """Everybody stands on both. While eleven callers ring, the coordinator marks the second: nobody sees an error, no line is
    in two hands, and from then on no lease is given for it on a line that was not screened."""
    calls, hands, wrong, marked = committed, InHand(), Counter[str](), Event()
    pk, begin = calls.cast.service.pk, Barrier(CALLERS, timeout=30)
    with scope(pk):
        workers = crowd(calls)
        sale = actions.make_round(facts=facts(name="A course"), by=calls.by, now=NOW)
        actions.choose_callers(round_=sale, workers=workers, by=calls.by, now=NOW)
        actions.begin_round(round_=sale, by=calls.by, now=NOW)
        for person in calls.people.values():
            actions.put_on_round(
                round_=sale, resident=person.callee.resident, why="x", by=calls.by, now=NOW
            )
        screened = set(Line.objects.order_by("pk").values_list("pk", flat=True)[: LINES // 3])
        Line.objects.filter(pk__in=screened).update(screened_at=NOW)

    def ring(worker: Worker) -> bool:
        sold = marked.is_set()
        try:
            with scope(pk):
                found = calls.next(worker)
        except ChangedMeanwhile:
            return True
        if found is None:
            return False
        hands.take(found.line.pk)
        wrong["unscreened"] += (
            sold and found.person.round_id == sale.pk and found.line.pk not in screened
        )
        hands.free(found.line.pk)
        with scope(pk):
            calls.report(worker, slip=slip_of(found.slip, worker=worker))
        return True

    def mark() -> None:
        time.sleep(0.1)
        with scope(pk):
            sold = replace(RoundFacts.of(sale), promotional=True)
            actions.change_round(round_=sale, facts=sold, by=calls.by, now=NOW)
        marked.set()

    def work(worker: Worker) -> None:
        begin.wait()
        try:
            if worker is workers[0]:
                mark()
            else:
                while ring(worker):
                    pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(work, workers))
    assert (hands.twice, wrong["unscreened"]) == (0, 0)
    with scope(pk):
        on_sale = RoundPerson.objects.filter(round=sale).values_list("callee__line", "standing")
        stands = {(line in screened, standing) for line, standing in on_sale}
    assert stands == {(True, Standing.ACTIVE), (False, Standing.SCREENING)}
