"""A service in which 10,400 people are due for a call today, two on each line, and more who may not be rung.

Numbers are Ofcom's for drama.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

DUE, CALLERS = 10_400, 60
DRAMA = (
    *(f"{area}4960" for area in ("0113", "0114", "0115", "0116", "0117", "0118", "0121", "0131", "0141", "0151", "0161")),
    "0191498" + "0", "0207946" + "0", "01632960", "07700900",
)  # fmt: skip
"""Ofcom, numbers for drama: a thousand each."""


@dataclass(frozen=True)
class Town:
    """Rows by number; `now` is within the calling hours."""

    service: int
    round: int
    workers: tuple[int, ...]
    now: datetime
    never: frozenset[int]
    """Lines that nobody may be given."""


def build() -> Town:
    """Make it, in a service of its own."""
    from branchline.calls.actions import (
        RoundFacts,
        begin_round,
        choose_callers,
        make_round,
        write_script,
    )
    from branchline.calls.models import RoundKind
    from branchline.calls.words import SCRIPTS
    from branchline.core.acting import job
    from branchline.core.clock import london
    from branchline.core.scoping import scope
    from branchline.core.words import said
    from branchline.people.actions import WorkerFacts, add_worker
    from branchline.people.models import Basis, Doing, Purpose, WorkerKind
    from branchline.places.models import Service

    now, by = london(2026, 9, 1, 10), job("bench")
    service = Service.objects.create(slug="bench-calls", name=said("Bench"), nation="england")
    with scope(service.pk):
        workers = [
            add_worker(
                facts=WorkerFacts(f"Caller {n}", WorkerKind.VOLUNTEER, frozenset({Doing.CALLS}), ()),
                account=None, by=by, now=now,
            )
            for n in range(CALLERS)
        ]  # fmt: skip
        script = write_script(name="A chat", steps=list(SCRIPTS["companionship"]), by=by, now=now)
        facts = RoundFacts(
            name="Friendly calls", kind=RoundKind.COMPANIONSHIP, why="So that nobody is alone.",
            purpose=Purpose.CALLS, basis=Basis.CONSENT, script=script, days=range(7), begins=time(9),
            ends=time(17), waits=(timedelta(days=1),),
        )  # fmt: skip
        round_ = make_round(facts=facts, by=by, now=now)
        choose_callers(round_=round_, workers=workers, by=by, now=now)
        begin_round(round_=round_, by=by, now=now)
        ids = tuple(worker.pk for worker in workers)
        never = _people(service.pk, round_.pk, ids, now)
    _analyse()
    return Town(service.pk, round_.pk, ids, now, never)


def _people(service: int, round_: int, workers: tuple[int, ...], now: datetime) -> frozenset[int]:
    """All of them at once; three of five have a usual caller. The lines of those who said no, or that are stopped."""
    from branchline.calls.models import Callee, Line, RoundPerson, Stopped
    from branchline.people.models import (
        Answer,
        Consent,
        Mark,
        MarkKind,
        MarkSource,
        Purpose,
        Resident,
        ResidentRoute,
    )  # fmt: skip

    due = now - timedelta(days=1)
    numbers = _numbers()
    places = _places()
    lines = Line.objects.bulk_create(
        Line(
            service_id=service, number=next(numbers),
            stopped=Stopped.ASKED if place[0] == "stopped" else "", stopped_at=due,
        )
        for place in sorted(set(places))
    )  # fmt: skip
    at = dict(zip(sorted(set(places)), lines, strict=True))
    residents = Resident.objects.bulk_create(
        Resident(service_id=service, name=f"Person {n}", sort_name=f"person {n:05d}", made_at=due, seen_on=due.date())
        for n in range(len(places))
    )  # fmt: skip
    both = list(zip(residents, places, strict=True))
    ResidentRoute.objects.bulk_create(
        ResidentRoute(service_id=service, resident=who, route="phone", address=at[place].number, made_at=due)
        for who, place in both
    )  # fmt: skip
    Consent.objects.bulk_create(
        Consent(
            service_id=service, resident=who, purpose=Purpose.CALLS, answer=Answer.GIVEN, wording="bench",
            words="yes", evidence="bench", channel="desk", said_at=due, recorded_at=due,
        )
        for who in residents
    )  # fmt: skip
    Mark.objects.bulk_create(
        Mark(
            service_id=service, resident=who, kind=MarkKind.DO_NOT_CONTACT, source=MarkSource.PERSON,
            since=due.date(), made_at=due,
        )
        for who, place in both
        if place[0] == "said no"
    )  # fmt: skip
    callees = Callee.objects.bulk_create(
        Callee(service_id=service, resident=who, line=at[place]) for who, place in both
    )
    RoundPerson.objects.bulk_create(
        RoundPerson(
            service_id=service, round_id=round_, callee=callee, why="bench", due_at=due, joined_at=due,
            open_to_all_at=due, usual_caller_id=workers[n % len(workers)] if n % 5 < 3 else None,
            priority=1 + n % 5,
        )
        for n, callee in enumerate(callees)
    )  # fmt: skip
    return frozenset(line.pk for place, line in at.items() if place[0] != "due")


def _places() -> list[tuple[str, int]]:
    """On which line each is, in the order of the queue, two on almost every one. Among those who may be rung are one in
    36 who said no, and one in 72 whose number is stopped."""
    found: list[tuple[str, int]] = []
    due = 0
    while due < DUE:
        n = len(found)
        kind = "said no" if n % 36 == 7 else "stopped" if n % 72 == 11 else "due"
        found.append((kind, n // 72 * 36 + n % 36))
        due += kind == "due"
    return found


def _numbers() -> Iterator[str]:
    for start in DRAMA:
        yield from (f"{start}{n:0{11 - len(start)}d}" for n in range(1000))


def again(town: Town) -> None:
    """Everybody is due as at first, and no line is in a hand."""
    from branchline.calls.actions.leases import FREE
    from branchline.calls.models import Callee, Line, RoundPerson
    from branchline.core.scoping import scope

    due = town.now - timedelta(days=1)
    with scope(town.service):
        Line.objects.update(**FREE)
        RoundPerson.objects.update(due_at=due, standing="active", ended_at=None, ended_why="")
        Callee.objects.update(not_before=None, tried_at=None)
    _analyse()


def _analyse() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def counts(town: Town) -> dict[str, Any]:
    """Who is still due of those who may be rung, and how many lines are in a hand."""
    from branchline.calls.models import Line, RoundPerson
    from branchline.core.scoping import scope

    with scope(town.service):
        return {
            "due": RoundPerson.objects.filter(due_at__lte=town.now)
            .exclude(callee__line__in=town.never)
            .count(),
            "in_hand": Line.objects.filter(token__isnull=False).count(),
        }
