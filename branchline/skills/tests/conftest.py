"""Alice manages, Bob works at Sale, Charlie elsewhere; Petra is a champion; Maud Okafor wants to learn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people.actions import WorkerFacts, add_worker, note_check, note_training
from branchline.people.models import (
    Account,
    CheckKind,
    Doing,
    Resident,
    TrainingKind,
    Worker,
    WorkerKind,
)
from branchline.people.queries import NEEDED
from branchline.people.tests.conftest import NOW, Cast, account, make_cast, signed_in, works
from branchline.people.tests.residents import key, resident
from branchline.skills.actions import PlanFacts, Went, begin_plan, log_session
from branchline.skills.models import Onward, Plan

__all__ = ["NOW", "key"]


def as_(who: Account) -> Acting:
    return Acting(actor=Actor("account", who.pk), channel=Channel.DESK)


def champion(name: str, who: Account | None, by: Acting, *, lacks: Sequence[str] = ()) -> Worker:
    """A volunteer who helps people to get online; of what is needed all has been seen but what they lack."""
    facts = WorkerFacts(name, WorkerKind.VOLUNTEER, frozenset({Doing.DEVICES}))
    made = add_worker(facts=facts, account=who, branches=[], by=by, now=NOW)
    needed, day = NEEDED[WorkerKind.VOLUNTEER, Doing.DEVICES], NOW.date()
    for check in CheckKind:
        if check in needed.checks and check not in lacks:
            note_check(worker=made, kind=check, seen_on=day, expires_on=day + timedelta(days=700), by=by, now=NOW)  # fmt: skip
    for training in TrainingKind:
        if training in needed.trainings and training not in lacks:
            note_training(worker=made, kind=training, done_on=day, expires_on=None, by=by, now=NOW)
    return made


@dataclass(frozen=True)
class Learning:
    cast: Cast
    petra: Worker
    maud: Resident

    @property
    def alice(self) -> Acting:
        return as_(self.cast.alice)

    def browser(self, who: Account | None = None) -> Client:
        return signed_in(who or self.cast.alice)

    @property
    def phone(self) -> Client:
        """Petra's."""
        assert self.petra.account is not None
        return signed_in(self.petra.account)

    def plan(self, person: Resident | None = None, **said: Any) -> Plan:
        usual: dict[str, Any] = {
            "goal": "See my grandson on a screen", "branch": self.cast.sale, "tasks": ["C6", "S4"],
            "onward": Onward.OWN, "champion": self.petra,
        }  # fmt: skip
        facts = PlanFacts(**usual | said)
        return begin_plan(
            person=person or self.maud, facts=facts, by=self.alice, now=NOW, key=key()
        )

    def held(self, plan: Plan, days: int = 0, **said: Any) -> None:
        usual: dict[str, Any] = {"held_on": NOW.date() + timedelta(days=days), "minutes": 45}
        went = Went(**usual | said)
        log_session(plan=plan, worker=self.petra, went=went, by=self.alice, now=NOW + timedelta(days=days), key=key())  # fmt: skip


def make_learning() -> Learning:
    cast = make_cast()
    who = account("Petra")
    works(who, cast.organisation, cast.service, Role.CHAMPION)
    with scope(cast.service.pk):
        by = as_(cast.alice)
        petra = champion("Petra Lindqvist", who, by)
        maud = resident(
            cast, "Maud Okafor", card="T 4711", postcode="M33 7ZF", note="Allergic to cats"
        )
    return Learning(cast, petra, maud)


@pytest.fixture
def learning(db: None) -> Iterator[Learning]:
    """Everything happens at Alice's service, on a Tuesday morning."""
    made = make_learning()
    with scope(made.cast.service.pk), clock.at(NOW):
        yield made
