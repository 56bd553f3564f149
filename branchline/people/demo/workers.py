"""The demo's workers: nine who ring people or help them to get online, six volunteers and three of the staff. Real places, invented people.

Among them is one whose DBS certificate has run out, one who is away, and what runs out soon, so that every page
about workers has something to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from branchline.core.clock import in_london
from branchline.core.scoping import scope
from branchline.people import actions
from branchline.people.actions import WorkerFacts
from branchline.people.models import (
    AbsenceWhy,
    Account,
    CheckKind,
    Doing,
    TrainingKind,
    Worker,
    WorkerKind,
)
from branchline.people.queries import NEEDED
from branchline.places.models import Branch, Service

from .accounts import HOME, at_the_desk

NINE, NOON, FOUR = 9 * 60, 12 * 60, 16 * 60
YEAR = timedelta(days=365)
CALLS, DEVICES, PROGRAMMES = Doing.CALLS, Doing.DEVICES, Doing.PROGRAMMES


@dataclass(frozen=True)
class WorkerStory:
    """One of them. `times`: weekday from Monday 0, from minute, until minute. `dbs_left`: days until it runs out."""

    name: str
    kind: WorkerKind
    doing: frozenset[Doing]
    email: str = ""
    languages: Sequence[str] = ()
    times: Sequence[tuple[int, int, int]] = ()
    branch: str = ""
    note: str = ""
    most_calls: int = 10
    dbs_left: int = 700
    away: AbsenceWhy | None = None


VOLUNTEER, STAFF = WorkerKind.VOLUNTEER, WorkerKind.STAFF
WORKERS: Sequence[WorkerStory] = (
    WorkerStory(
        "Cal Brennan", VOLUNTEER, frozenset({CALLS}), "cal.caller@trafford.test",
        times=((1, NINE, NOON), (3, NINE, NOON)), branch="Sale", dbs_left=45,
        note="Likes to hear about gardens.",
    ),
    WorkerStory(
        "Nadia Rahman", VOLUNTEER, frozenset({CALLS}), languages=["Urdu", "Punjabi"],
        times=((0, NINE, NOON), (2, NOON, FOUR)), branch="Old Trafford",
    ),
    WorkerStory(
        "Piotr Zielinski", VOLUNTEER, frozenset({CALLS, DEVICES}), languages=["Polish"],
        times=((2, NINE, FOUR),), branch="Urmston",
    ),
    WorkerStory(
        "Hannah Okoro", VOLUNTEER, frozenset({DEVICES, PROGRAMMES}), languages=["British Sign Language"],
        times=((4, NINE, FOUR),), branch="Stretford", dbs_left=-12,
    ),
    WorkerStory(
        "Petra Lindqvist", VOLUNTEER, frozenset({DEVICES}), "petra.champion@trafford.test",
        times=((1, NINE, NOON), (3, NOON, FOUR)), branch="Sale",
    ),
    WorkerStory(
        "George Ellery", VOLUNTEER, frozenset({CALLS}), times=((0, NOON, FOUR), (4, NINE, NOON)),
        most_calls=6, away=AbsenceWhy.HOLIDAY,
    ),
    WorkerStory(
        "Sam Adeyemi", STAFF, frozenset({CALLS, DEVICES}), "sam.branch@trafford.test",
        times=((1, NINE, FOUR), (2, NINE, NOON)), branch="Sale",
    ),
    WorkerStory(
        "Erin Kowalska", STAFF, frozenset({CALLS, PROGRAMMES}), "erin.events@trafford.test", languages=["Polish"],
        times=((3, NOON, FOUR),),
    ),
    WorkerStory(
        "Mina Chaudhry", STAFF, frozenset({CALLS}), "mina.manager@trafford.test", languages=["Urdu"],
        times=((4, NOON, FOUR),), most_calls=3,
    ),
)  # fmt: skip


def load(*, now: datetime) -> None:
    """Put the workers into the database. Running it again changes nothing."""
    service = Service.objects.filter(slug=HOME).first()
    if service is None:
        return
    with scope(service.pk):
        there = set(Worker.objects.values_list("name", flat=True))
        accounts = {each.email: each for each in Account.objects.filter(email__in=_addresses())}
        branches = list(Branch.objects.open().filter(service=service).order_by("pk"))
        for turn, story in enumerate(WORKERS):
            if story.name not in there:
                _load(turn, story, accounts.get(story.email), _first(branches, story.branch), now)


def _first(branches: Sequence[Branch], word: str) -> Branch | None:
    return next((each for each in branches if each.name.en.removesuffix(" Library") == word), None)


def _addresses() -> list[str]:
    return [story.email for story in WORKERS if story.email]


def _load(
    turn: int, story: WorkerStory, account: Account | None, branch: Branch | None, now: datetime
) -> None:
    by = at_the_desk("mina.manager@trafford.test")
    facts = WorkerFacts(
        story.name, story.kind, story.doing, story.languages, story.most_calls, story.note
    )
    worker = actions.add_worker(
        facts=facts, account=account, branches=[branch] if branch else [], by=by, now=now
    )
    _seen_and_learned(worker, story, now)
    actions.set_availability(worker=worker, times=story.times, by=by, now=now)
    today = in_london(now).date()
    if story.away:
        actions.add_absence(
            worker=worker, first=today - timedelta(days=2), until=today + timedelta(days=12),
            why=story.away, by=by, now=now,
        )  # fmt: skip
    for back in range(3):
        actions.note_time(
            worker=worker, day=today - timedelta(days=7 * back + turn % 5 + 1), minutes=30 + 15 * (turn % 4),
            doing=min(story.doing), by=by, now=now,
        )  # fmt: skip


def _seen_and_learned(worker: Worker, story: WorkerStory, now: datetime) -> None:
    by, today = at_the_desk("mina.manager@trafford.test"), in_london(now).date()
    needed = [NEEDED[story.kind, doing] for doing in story.doing]
    checks = {check for each in needed for check in each.checks}
    trainings = {training for each in needed for training in each.trainings}
    for check in (check for check in CheckKind if check in checks):
        ends = today + timedelta(days=story.dbs_left) if check == CheckKind.DBS else None
        actions.note_check(
            worker=worker, kind=check, seen_on=(ends - 3 * YEAR) if ends else today - YEAR,
            expires_on=ends, by=by, now=now,
        )  # fmt: skip
    for training in (training for training in TrainingKind if training in trainings):
        actions.note_training(
            worker=worker, kind=training, done_on=today - YEAR // 2, expires_on=today + 2 * YEAR, by=by, now=now
        )  # fmt: skip
