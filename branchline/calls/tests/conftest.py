"""A round with people on it and callers who ring: Nadia and Tom, and a manager, Alice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from branchline.calls import actions
from branchline.calls.actions import Heard, RoundFacts
from branchline.calls.models import Attempt, CallRound, Outcome, RoundKind, RoundPerson
from branchline.calls.queries import Lease, Slip, lease_of, slip_of
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import london
from branchline.core.ids import public_id
from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions as people
from branchline.people.actions import Details, WorkerFacts
from branchline.people.models import (
    Account,
    Answer,
    Basis,
    Doing,
    Purpose,
    Resident,
    Worker,
    WorkerKind,
)
from branchline.people.queries import NEEDED
from branchline.people.tests.conftest import Cast, account, make_cast

NOW = london(2026, 9, 1, 10)
"""A Tuesday, in the calling hours of the round."""
BEFORE = date(2026, 1, 5)
STEPS: list[dict[str, Any]] = [
    {"id": "hello", "say": {"en": "Hello, this is the library."}, "choices": []},
    {
        "id": "how",
        "ask": {"en": "How have you been?", "cy": "Sut ydych chi wedi bod?"},
        "choices": [
            {"id": "well", "say": {"en": "Well"}, "to": ""},
            {"id": "low", "say": {"en": "Low"}, "to": ""},
        ],
    },
]


@dataclass
class Calls:
    """The house of a test. Numbers are Ofcom's for drama."""

    cast: Cast
    round: CallRound
    nadia: Worker
    tom: Worker
    people: dict[str, RoundPerson] = field(default_factory=dict)

    @property
    def by(self) -> Acting:
        return self.cast.as_alice

    def acting(self, worker: Worker) -> Acting:
        return Acting(actor=Actor("account", worker.account_id or 0), channel=Channel.PHONE)

    def put_on(self, name: str, number: str = "", **how: Any) -> RoundPerson:
        """Somebody new, with a yes to calls."""
        who = resident(name, number or f"01632 960{len(self.people):03d}", by=self.by)
        made = actions.put_on_round(
            round_=how.pop("round_", self.round),
            resident=who,
            why="Said that company would be nice",
            by=self.by,
            now=how.pop("now", NOW),
            **how,
        )
        self.people[name] = made
        return made

    def next(self, worker: Worker, now: datetime = NOW) -> Lease | None:
        return actions.next_call(
            worker=worker, service=self.cast.service, by=self.acting(worker), now=now
        )

    def given(self, worker: Worker, now: datetime = NOW) -> Lease:
        found = self.next(worker, now)
        assert found is not None
        return found

    def slip(self, worker: Worker) -> Slip:
        held = lease_of(worker)
        assert held is not None
        return slip_of(held.slip, worker=worker)

    def report(
        self,
        worker: Worker,
        outcome: Outcome = Outcome.ANSWERED,
        *,
        slip: Slip | None = None,
        key: str = "",
        now: datetime = NOW,
        **heard: Any,
    ) -> Attempt:
        return actions.report_call(
            worker=worker,
            slip=slip or self.slip(worker),
            heard=Heard(outcome, **heard),
            key=key or public_id(),
            service=self.cast.service,
            by=self.acting(worker),
            now=now,
        )


def resident(name: str, number: str, *, by: Acting, yes: bool = True) -> Resident:
    """A record with a number, and a yes to friendly calls."""
    made = people.add_resident(
        details=Details(name=name), routes=[(Route.PHONE, number)], key=public_id(), by=by, now=NOW
    )
    if yes:
        people.record_consent(
            person=made,
            purpose=Purpose.CALLS,
            answer=Answer.GIVEN,
            evidence="said so at the desk",
            by=by,
            now=NOW,
        )
    return made


def caller(name: str, who: Account | None, by: Acting, *languages: str) -> Worker:
    """A volunteer who may ring: all seen, all learned."""
    made = people.add_worker(
        facts=WorkerFacts(name, WorkerKind.VOLUNTEER, frozenset({Doing.CALLS}), languages),
        account=who,
        by=by,
        now=NOW,
    )
    needed = NEEDED[WorkerKind.VOLUNTEER, Doing.CALLS]
    for check in needed.checks:
        people.note_check(worker=made, kind=check, seen_on=BEFORE, by=by, now=NOW)
    for training in needed.trainings:
        people.note_training(worker=made, kind=training, done_on=BEFORE, by=by, now=NOW)
    return made


def facts(**other: Any) -> RoundFacts:
    """A companionship round on all days from 9 to 17, three calls before somebody else looks after them."""
    script = actions.write_script(name="A chat", steps=STEPS, by=Acting(), now=NOW)
    said: dict[str, Any] = {
        "name": "Friendly calls",
        "kind": RoundKind.COMPANIONSHIP,
        "why": "So that nobody is alone for weeks.",
        "purpose": Purpose.CALLS,
        "basis": Basis.CONSENT,
        "script": script,
        "days": range(7),
        "begins": time(9),
        "ends": time(17),
        "waits": (timedelta(days=1), timedelta(days=1)),
        "unlike": 0.0,
    }
    return RoundFacts(**{**said, **other})


def house() -> Calls:
    """In the scope of Alice's service."""
    cast = make_cast()
    with scope(cast.service.pk):
        by = cast.as_alice
        nadia = caller("Nadia Invented", account("Nadia"), by, "Urdu")
        tom = caller("Tom Invented", account("Tom"), by)
        made = actions.make_round(facts=facts(), by=by, now=NOW)
        actions.choose_callers(round_=made, workers=[nadia, tom], by=by, now=NOW)
        made = actions.begin_round(round_=made, by=by, now=NOW)
        return Calls(cast, made, nadia, tom)


@pytest.fixture
def calls(db: None) -> Iterator[Calls]:
    made = house()
    with scope(made.cast.service.pk):
        yield made
