"""The town is put into a fresh service by the house's own actions: callers who may ring, a round with its ladder, people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from branchline.calls import actions as calls
from branchline.calls.actions import RoundFacts
from branchline.calls.forms.rounds import LADDERS
from branchline.calls.models import UNLIKE, CallRound, HandOn, RoundKind, RoundPerson
from branchline.calls.words import SCRIPTS
from branchline.concerns.actions import set_duty
from branchline.concerns.models import Position
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.messages.models import Route
from branchline.people import actions as people
from branchline.people.actions import Details, WorkerFacts
from branchline.people.models import (
    Account,
    Basis,
    Doing,
    Membership,
    Organisation,
    OrganisationKind,
    Purpose,
    Worker,
    WorkerKind,
)
from branchline.people.queries import NEEDED
from branchline.places.models import Service

from .town import Caller, Person, Town

FIRST_HOUR, LAST_HOUR = time(9), time(20)
BEFORE = timedelta(days=30)
"""Checks and trainings are that old when the town begins."""


@dataclass(frozen=True)
class Ladder:
    """What is tried: `waits` in minutes; `unlike` as in `branchline.calls.ladder`, 0 for the written ladder alone."""

    name: str
    waits: tuple[int, ...]
    unlike: float


def ladder_named(name: str) -> Ladder:
    """By its name on the page of a round (welfare, companionship, once); `:written` leaves people's own history out.

    Raises ValueError, in words.
    """
    short, _, how = name.partition(":")
    waits = {key: each for key, _words, each in LADDERS}
    if short not in waits or how not in ("", "written"):
        known = ", ".join(waits)
        raise ValueError(f"{name} is no ladder: say {known}, or one of them with :written")
    return Ladder(name, tuple(waits[short]), 0.0 if how else UNLIKE)


@dataclass(frozen=True)
class Scene:
    """A service, ready to ring. `callers` in the order of the town; `lead`, `deputy`: of its safeguarding office."""

    town: Town
    ladder: Ladder
    service: Service
    round: CallRound
    callers: Sequence[Account]
    lead: Account
    deputy: Account
    rows: dict[int, Person]
    """By the key of their place on the round."""


def make_scene(town: Town, ladder: Ladder, *, slug: str) -> Scene:
    """Everything is there when the town begins; nobody was rung yet."""
    now = town.begins
    service = Service.objects.create(slug=slug, name=said("Rehearsal"), nation="england")
    organisation = Organisation.objects.create(
        kind=OrganisationKind.LIBRARY_SERVICE, name=service.name, service=service
    )

    def account(name: str, role: Role) -> Account:
        email = f"{name.lower().replace(' ', '.')}@{slug}.test"
        made = Account.objects.create_user(email, name=name)
        day = in_london(now - BEFORE).date()
        Membership.objects.create(
            account=made, organisation=organisation, service=service, role=role,
            all_branches=True, valid_from=day,
        )  # fmt: skip
        return made

    manager = account("Mina", Role.SERVICE_MANAGER)
    lead, deputy = account("The lead", Role.SERVICE_MANAGER), account("The deputy", Role.SERVICE_MANAGER)  # fmt: skip
    ring = [account(f"{each.first} {each.last} {each.n}", Role.CALLER) for each in town.callers]
    by = Acting(actor=Actor("account", manager.pk), channel=Channel.DESK)
    with scope(service.pk):
        set_duty(position=Position.LEAD, account=lead, by=by, now=now)
        set_duty(position=Position.DEPUTY, account=deputy, by=by, now=now)
        set_duty(position=Position.DUTY, name="Night team", telephone="01632 960111", by=by, now=now)  # fmt: skip
        workers = [_worker(each, who, by, now) for each, who in zip(town.callers, ring, strict=True)]  # fmt: skip
        round_ = _round(ladder, workers, by, now)
    rows: dict[int, Person] = {}
    for each in town.people:
        # A transaction each, as at the desk: one of thousands would hold every lock there is.
        with scope(service.pk):
            rows[_put_on(each, round_, workers, town, by, now).pk] = each
    return Scene(town, ladder, service, round_, ring, lead, deputy, rows)


def _worker(caller: Caller, who: Account, by: Acting, now: datetime) -> Worker:
    made = people.add_worker(
        facts=WorkerFacts(
            f"{caller.first} {caller.last} {caller.n}", WorkerKind.VOLUNTEER, frozenset({Doing.CALLS})
        ),
        account=who,
        by=by,
        now=now,
    )  # fmt: skip
    needed, day = NEEDED[WorkerKind.VOLUNTEER, Doing.CALLS], in_london(now - BEFORE).date()
    for check in sorted(needed.checks):
        people.note_check(worker=made, kind=check, seen_on=day, by=by, now=now)
    for training in sorted(needed.trainings):
        people.note_training(worker=made, kind=training, done_on=day, by=by, now=now)
    return made


def _round(ladder: Ladder, workers: Sequence[Worker], by: Acting, now: datetime) -> CallRound:
    facts = RoundFacts(
        name="Rehearsal",
        kind=RoundKind.WELFARE,
        why="To hear whether people are warm and have what they need.",
        purpose=Purpose.WELFARE,
        basis=Basis.PUBLIC_TASK,
        script=calls.write_script(name="welfare", steps=SCRIPTS["welfare"], by=by, now=now),
        days=range(7),
        begins=FIRST_HOUR,
        ends=LAST_HOUR,
        waits=[timedelta(minutes=each) for each in ladder.waits],
        unlike=ladder.unlike,
        hand_on=HandOn.VISIT,
        on_holidays=True,
        shown_number="01632960000",
    )
    made = calls.make_round(facts=facts, by=by, now=now)
    calls.choose_callers(round_=made, workers=workers, by=by, now=now)
    return calls.begin_round(round_=made, by=by, now=now)


def _put_on(
    person: Person,
    round_: CallRound,
    workers: Sequence[Worker],
    town: Town,
    by: Acting,
    now: datetime,
) -> RoundPerson:
    resident = people.add_resident(
        details=Details(name=f"{person.first} {person.last}"),
        routes=[(Route.PHONE, person.number)],
        key=f"rehearsal-{round_.public_id}-{person.n}",
        by=by,
        now=now,
    )
    return calls.put_on_round(
        round_=round_,
        resident=resident,
        why="On the list of those who may be alone",
        priority=5 if person.at_risk else 1,
        # Whoever is to be heard of on Friday is rung then.
        due_at=town.disclosure - timedelta(minutes=40) if person.discloses else now,
        usual_caller=workers[person.usual] if person.usual is not None else None,
        by=by,
        now=now,
    )
