"""Telephones that really ring: each adapter with the exchange of `deploy/`, and twenty callers at once."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, pairwise
from threading import Barrier

import pytest
from django.db import connections
from pytest_django import Settings

from branchline.calls import actions
from branchline.calls.actions import Heard
from branchline.calls.jobs import dial
from branchline.calls.models import Attempt, Outcome
from branchline.calls.queries import lease_of, ringing_of, slip_of
from branchline.calls.telephony import ANSWERED, Call, CantRing, pbx
from branchline.calls.telephony.pbx import Pbx
from branchline.calls.telephony.softphone import Softphone
from branchline.calls.tests.conftest import NOW, Calls, caller, house
from branchline.commands.rehearsal.dialling import dialled
from branchline.commands.rehearsal.exchange import (
    BUSY,
    DESKS,
    MISSING,
    NOBODY,
    TALK,
    THERE,
    WRONG,
    Exchange,
    Rung,
    exchange,
)
from branchline.core import clock
from branchline.core.ids import public_id
from branchline.core.scoping import scope
from branchline.people.models import Worker
from branchline.people.tests.conftest import account

pytestmark = [
    pytest.mark.walk,
    pytest.mark.race,
    pytest.mark.xdist_group("telephones"),
    pytest.mark.skipif(not THERE, reason=MISSING),
]
SHOWN = "01632960900"
CODES = {BUSY: 486, NOBODY: 480, WRONG: 404, "4": ANSWERED}


@pytest.fixture(scope="module")
def rings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    with exchange(tmp_path_factory.mktemp("exchange")) as made:
        yield made


@pytest.fixture(autouse=True)
def told(rings: Exchange, settings: Settings) -> None:
    """No demo, and where the exchange is."""
    settings.BRANCHLINE_DEMO = False
    for name, value in rings.settings.items():
        setattr(settings, name, value)


@pytest.mark.parametrize("way", ["softphone", "pbx"])
def test_each_way_to_ring_says_how_it_went(rings: Exchange, way: str) -> None:
    telephone, desk = (
        (Softphone(), rings.softphone) if way == "softphone" else (Pbx(), rings.desk(0))
    )
    tens = "1" if way == "softphone" else "2"
    codes = {
        digit: telephone.dial(Call(f"016329601{tens}{digit}", desk, shown=SHOWN)) for digit in CODES
    }
    assert codes == CODES
    relayed = telephone.dial(Call(f"016329601{tens}5", desk, relay=True))
    assert relayed == ANSWERED
    time.sleep(2 * TALK)
    came = {each.number: each for each in rings.rung()}
    assert f"1800201632960{1}{tens}5" in came
    if way == "pbx":
        assert came[f"+4416329601{tens}4"].shown == "+441632960900"


def test_a_desk_that_is_away_rings_nobody(rings: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pbx, "DESK_PATIENCE", 0.5)
    with pytest.raises(CantRing):
        Softphone().dial(Call("01632960180", "127.0.0.1:9"))
    with pytest.raises(CantRing):
        Pbx().dial(Call("01632960181", "sip:nobody@127.0.0.1:9"))
    assert not [each for each in rings.rung() if each.number.endswith(("960180", "960181"))]


def test_twenty_callers_never_ring_one_line_twice(
    rings: Exchange, own_database: str, settings: Settings
) -> None:
    calls = house()
    with scope(calls.cast.service.pk):
        workers = [caller(f"Caller {n}", account(f"Caller{n}"), calls.by) for n in range(DESKS)]
        actions.choose_callers(round_=calls.round, workers=workers, by=calls.by, now=NOW)
        # Forty people on ten lines, of which one is busy, one not there, one somebody else's.
        for n in range(40):
            calls.put_on(f"Person {n}", f"01632 9602{n % 10:02d}")
    settings.BRANCHLINE_TELEPHONE_BY = "pbx"
    settings.BRANCHLINE_TELEPHONES = {
        worker.account.email: rings.desk(n) for n, worker in enumerate(workers) if worker.account
    }
    begin = Barrier(DESKS, timeout=30)

    def work(worker: Worker) -> None:
        begin.wait()
        try:
            while _one(calls, worker):
                pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(DESKS) as pool:
        list(pool.map(work, workers))
    time.sleep(2 * TALK)
    lines = _by_line(each for each in rings.rung() if "9602" in each.number)
    for number, rung in lines.items():
        for one, next_ in pairwise(rung):
            assert one.ended <= next_.began, f"{number} rang twice at once"
    with scope(calls.cast.service.pk):
        kept = list(Attempt.objects.values_list("line__number", "outcome", "sip_code"))
    assert sum(len(rung) for rung in lines.values()) == len(kept)
    assert {(outcome, code) for _line, outcome, code in kept} == {
        ("answered", 200), ("busy", 486), ("no_answer", 480), ("wrong_number", 404),
    }  # fmt: skip


@pytest.mark.usefixtures("own_database")
def test_a_rehearsal_rings_as_scripted_and_no_line_twice(rings: Exchange) -> None:
    """From “Next call” to “That’s it”, by the pages: what the telephone told is filled in."""
    came = dialled(seed=7, calls=40, slug="rehearsal", exchange=rings, says=lambda words: None)
    assert came.is_right, came
    assert came.calls > 30
    assert min(came.outcomes.values()) > 0


def _one(calls: Calls, worker: Worker) -> bool:
    """Take a line, have it rung, talk, and report what the telephone told; False when nobody is left."""
    service = calls.cast.service
    with clock.at(NOW):
        with scope(service.pk):
            found = calls.next(worker)
            if found is None:
                return False
            slip = slip_of(found.slip, worker=worker)
            by = calls.acting(worker)
            actions.ask_to_ring(worker=worker, slip=slip, by=by, now=NOW)
        with scope(service.pk):
            call = actions.begin_to_ring(token=slip.token, now=NOW)
            assert call is not None
            assert actions.begin_to_ring(token=slip.token, now=NOW) is None
        dial(service.pk, str(slip.token), call)
        with scope(service.pk):
            lease = lease_of(worker)
            assert lease is not None
            told = ringing_of(lease, worker=worker, now=NOW)
            code = told.code
        if code == ANSWERED:
            time.sleep(2 * TALK)
        with scope(service.pk):
            actions.report_call(
                worker=worker,
                slip=slip,
                heard=Heard(told.told or Outcome.ANSWERED),
                key=public_id(),
                service=service,
                by=by,
                now=NOW,
            )
    return True


def _by_line(rung: Iterable[Rung]) -> dict[str, list[Rung]]:
    ordered = sorted(rung, key=lambda each: (each.number, each.began))
    return {number: list(group) for number, group in groupby(ordered, lambda each: each.number)}
