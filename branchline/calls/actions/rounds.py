"""Call rounds are made, changed, begun and ended; who rings on them is chosen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from typing import Any

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.people.models import Basis, Purpose, Worker
from branchline.places.models import Branch

from ..errors import HoursTooWide, RingsNever, StillAsksForMoney
from ..measures import ROUND_BEGAN, ROUND_ENDED
from ..models import UNLIKE, CallRound, HandOn, RoundCaller, RoundKind, Script
from ..queries import held_up
from .scripts import asks_for_money
from .wishes import heed_each

EARLIEST, LATEST = time(8), time(21)
"""Nobody is rung outside these, whatever a round says: Staying Well rang from 9 to 20; 8 to 21 is the outer edge."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class RoundFacts:
    """All that is written down of a round. `waits`: the ladder (see `branchline.calls.ladder`)."""

    name: str
    kind: RoundKind
    why: str
    purpose: Purpose
    basis: Basis
    script: Script
    days: Sequence[int] = (0, 1, 2, 3, 4)
    begins: time = time(9, 30)
    ends: time = time(17)
    interval_days: int = 7
    waits: Sequence[timedelta] = (DAY, DAY)
    unlike: float = UNLIKE
    hand_on: HandOn = HandOn.COORDINATOR
    usual_wait_hours: int = 24
    on_holidays: bool = False
    promotional: bool = False
    branch: Branch | None = None
    shown_number: str = ""

    @classmethod
    def of(cls, round_: CallRound) -> "RoundFacts":
        """What is written down of it today."""
        said: dict[str, Any] = {name: getattr(round_, name) for name in NAMES}
        said["waits"] = [timedelta(minutes=each) for each in round_.waits]
        return cls(**said)


NAMES = tuple(each.name for each in fields(RoundFacts))


@action
def make_round(
    *,
    facts: RoundFacts,
    callers: Collection[Worker] | None = None,
    key: str = "",
    by: Acting,
    now: datetime,
) -> CallRound:
    """A round that has not begun, and who rings on it; once per `key`, where a form has one. Refuses RingsNever, HoursTooWide."""
    _look_at(facts)

    def create() -> str:
        made = CallRound.objects.create(
            service_id=current_service_id(), made_at=now, **_columns(facts)
        )
        return made.public_id

    made = once(key=key, action="calls.make_round", now=now, create=create)[0] if key else create()
    found = CallRound.objects.get(public_id=made)
    if callers is not None:
        choose_callers(round_=found, workers=callers, by=by, now=now)
    return found


@action
def change_round(
    *,
    round_: CallRound,
    facts: RoundFacts,
    callers: Collection[Worker] | None = None,
    by: Acting,
    now: datetime,
) -> CallRound:
    """Write down what has changed, and who rings from now on; who is due stays due. On a round that is promotional from
    now on, who may not be rung for that leaves it or waits for screening. Refuses RingsNever, HoursTooWide, StillAsksForMoney.
    """
    _look_at(facts)
    locked = lock_round(round_)
    sold = locked.promotional
    for name, value in _columns(facts).items():
        setattr(locked, name, value)
    if sold and not locked.promotional and asks_for_money(locked.script.steps):
        raise StillAsksForMoney
    locked.save()
    if sold or locked.promotional:
        heed_each(held_up(now=now, round_=locked), now=now)
    if callers is not None:
        choose_callers(round_=locked, workers=callers, by=by, now=now)
    return locked


@action
def begin_round(*, round_: CallRound, by: Acting, now: datetime) -> CallRound:
    """From now on people are rung. Twice is once; an ended round begins again."""
    locked = lock_round(round_)
    if not locked.is_running:
        locked.began_at, locked.ended_at = locked.began_at or now, None
        locked.save(update_fields=["began_at", "ended_at"])
        ledger.record(kind=ROUND_BEGAN, by=by, now=now, branch_id=locked.branch_id)
    return locked


@action
def end_round(*, round_: CallRound, by: Acting, now: datetime) -> CallRound:
    """Nobody is rung for it any more; a call in hand may still be reported. Twice is once."""
    locked = lock_round(round_)
    if locked.is_running:
        locked.ended_at = now
        locked.save(update_fields=["ended_at"])
        ledger.record(kind=ROUND_ENDED, by=by, now=now, branch_id=locked.branch_id)
    return locked


@action
def choose_callers(
    *, round_: CallRound, workers: Collection[Worker], by: Acting, now: datetime
) -> None:
    """These ring on it, and nobody else. Whoever has a call in hand may report it."""
    locked = lock_round(round_)
    wanted = {worker.pk for worker in workers}
    locked.round_callers.exclude(worker__in=wanted).delete()
    there = set(locked.round_callers.values_list("worker_id", flat=True))
    RoundCaller.objects.bulk_create(
        RoundCaller(service_id=locked.service_id, round=locked, worker_id=pk)
        for pk in sorted(wanted - there)
    )


def lock_round(round_: CallRound) -> CallRound:
    """Alone with the round's row until the end of the transaction."""
    return CallRound.objects.select_for_update(no_key=True).get(pk=round_.pk)


def _look_at(facts: RoundFacts) -> None:
    def rings() -> None:
        if not facts.days or facts.ends <= facts.begins:
            raise RingsNever

    def by_day() -> None:
        if facts.begins < EARLIEST or facts.ends > LATEST:
            raise HoursTooWide

    together(rings, by_day)


def _columns(facts: RoundFacts) -> dict[str, object]:
    plain = {name: getattr(facts, name) for name in NAMES if name not in ("waits", "days")}
    plain["waits"] = [int(each.total_seconds() // 60) for each in facts.waits]
    plain["days"] = sorted(set(facts.days))
    return plain
