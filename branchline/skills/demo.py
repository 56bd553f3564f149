"""The demo's learners: Trafford's, with goals in their own words, champions, sessions, before and after. Part of the door
`demo`. Real places, invented people; loading it again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.core.scoping import scope
from branchline.people.demo import at_the_desk
from branchline.people.models import Doing, MarkKind, Resident, Worker
from branchline.people.queries import may_work, workers_for
from branchline.places.models import Branch, Service
from branchline.places.queries import branches_of
from branchline.referrals.models import How

from .actions import (
    Outcome,
    PlanFacts,
    Went,
    begin_plan,
    change_plan,
    check_skills,
    end_plan,
    log_session,
)
from .data import TODAYS, Can
from .models import CameTo, Ending, Moment, Onward, Plan

HOME = "trafford"
PETRA = "Petra Lindqvist"
GOALS: Sequence[tuple[str, str, Onward, int]] = (
    ("See my grandson in Leeds on a screen", "F2 C6 C3 S4", Onward.OWN, 9),
    ("Order my shopping when the bus doesn’t run", "F7 T1 T3 S3", Onward.TARIFF, 7),
    ("Write to my sister in Lagos without paying for calls", "C2 C3 C5 S9", Onward.UNKNOWN, 6),
    ("Renew my bus pass and see my doctor’s letters", "T2 T5 T4 S1", Onward.GIFTED, 16),
    ("Look for work as a driver", "H3 T5 C4 P1", Onward.OWN, 21),
    ("Hear the radio of my home town", "F4 H3 H8", Onward.TARIFF, 18),
    ("Keep the photos of my wife safe", "H6 H7 S8", Onward.OWN, 17),
    ("Not fall for those messages about parcels", "S4 S6 S3", Onward.OWN, 20),
    ("Play chess with somebody", "F4 F7 S5", Onward.GIFTED, 15),
    ("Read the paper with big letters", "F3 F7 H3", Onward.TARIFF, 19),
    ("Pay my rent without queueing", "T3 T6 S9", Onward.OWN, 16),
    ("Follow my old club", "H3 H4 H8", Onward.GIFTED, 22),
    ("Help my daughter with her school’s app", "C3 T5 S2", Onward.OWN, 14),
    ("Find out about my family", "H3 H2 H7", Onward.UNKNOWN, 13),
    ("Use the tablet my niece gave me", "F1 F2 F6 F8", Onward.OWN, 2),
    ("Fill in forms by myself", "T2 T5 S1", Onward.UNKNOWN, 1),
)  # fmt: skip
"""In their words, the tasks that matter, with what they go on, and how many weeks ago it began."""
NEXT = ("Practise at home, and write down what does not work", "Bring the charger, and the password on paper",
        "Call your sister by yourself")  # fmt: skip
SAID = (
    "I talk to my sister every Sunday now. I never thought I would.",
    "I did the form alone, at my own table.",
    "The bus can do what it likes: my shopping comes.",
)


def load(*, now: datetime) -> None:
    """Put the learners in, if Trafford and its champions are there and nobody learns yet."""
    service = Service.objects.filter(slug=HOME).first()
    if service is None:
        return
    with scope(service.pk):
        by, branches = at_the_desk("mina.manager@trafford.test"), list(branches_of(service))[:3]
        leaders = _leaders(now)
        if Plan.objects.exists() or not leaders or not branches:
            return
        people = Resident.objects.standing().exclude(marks__kind=MarkKind.DECEASED).order_by("-pk")
        for place, person in enumerate(people[: len(GOALS)]):
            _learn(place, person, leaders, branches, by, now)


def _leaders(now: datetime) -> list[Worker]:
    """Petra first, so that her phone has something to show."""
    today = in_london(now).date()
    found = [w for w in workers_for(Doing.DEVICES) if not may_work(w, doing=Doing.DEVICES, on=today)]  # fmt: skip
    return sorted(found, key=lambda worker: worker.name != PETRA)


def _learn(
    place: int, person: Resident, leaders: list[Worker], branches: list[Branch], by: Acting, now: datetime
) -> None:  # fmt: skip
    goal, tasks, onward, weeks = GOALS[place]
    began = now - timedelta(weeks=weeks, hours=place)
    leader = None if place >= len(GOALS) - 2 else leaders[0 if place < 3 else place % len(leaders)]
    matters = tasks.split()
    facts = PlanFacts(goal, branches[place % len(branches)], matters, onward, None)
    plan = begin_plan(person=person, facts=facts, by=by, now=began, key=f"demo-plan-{place:03d}")
    if leader is None:
        return
    change_plan(plan=plan, facts=replace(facts, champion=leader), by=by, now=now)
    _say(plan, Moment.BEFORE, _answers(place, 3), by, began)
    for number in range(1, min(weeks, 6)):
        held = began + timedelta(weeks=number)
        if place == 1 and held > now - timedelta(weeks=5):
            break  # nobody has seen them for a while
        went = Went(
            in_london(held).date(),
            (30, 45, 60)[number % 3],
            matters[: 1 + number % 3],
            NEXT[number % len(NEXT)],
        )
        log_session(
            plan=plan,
            worker=leader,
            went=went,
            by=by,
            now=held,
            key=f"demo-session-{place:03d}-{number}",
        )
    if 3 <= place < 14:
        _say(plan, Moment.AFTER, _answers(place, 1), by, began + timedelta(weeks=8))
    if 3 <= place < 12:
        words = SAID[place % 3] if place % 2 else ""
        outcome = Outcome(
            Ending.STOPPED if place == 8 else Ending.REACHED, (CameTo.OWN, CameTo.TARIFF, CameTo.GIFTED)[place % 3],
            words, How.IN_PERSON if words else None,
        )  # fmt: skip
        end_plan(plan=plan, outcome=outcome, by=by, now=began + timedelta(weeks=9))


def _answers(place: int, hard: int) -> dict[str, str]:
    """The larger `hard`, the less they can do alone."""
    said = {}
    for number, task in enumerate(TODAYS.tasks):
        turn = (number * 7 + place * 5) % 10
        said[task] = (
            Can.NOT_MINE if turn == 9 else Can.NOT_YET if turn < hard * 2 else Can.HELP if turn < hard * 2 + 2 else Can.ALONE
        ).value  # fmt: skip
    return said


def _say(plan: Plan, moment: Moment, answers: dict[str, str], by: Acting, when: datetime) -> None:
    check_skills(
        plan=plan, moment=moment, answers=answers, by=by, now=when, key=f"demo-check-{plan.public_id}-{moment}"
    )  # fmt: skip
