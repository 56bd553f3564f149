"""The demo's calls: two rounds of Trafford, the people on them, and three weeks of calls; a third, which sells, is set up. Part of the door `demo`.

Loading it again changes nothing. Numbers are Ofcom's for drama.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from io import BytesIO

from branchline.core.acting import NOBODY, Acting, Channel
from branchline.core.clock import in_london, london
from branchline.core.importing.actions import begin, receive
from branchline.core.scoping import scope
from branchline.people.models import Basis, Doing, Purpose, Resident, Worker
from branchline.people.queries import may_contact, may_work, workers_for
from branchline.places.models import Service
from branchline.referrals.actions import Asking

from .actions import (
    Ground,
    Heard,
    Need,
    RoundFacts,
    ask_for_call,
    ask_how_people_are,
    begin_round,
    choose_callers,
    choose_people,
    give_out_week,
    make_round,
    next_call,
    plan_week,
    put_numbers_together,
    put_on_round,
    report_call,
    write_script,
)
from .errors import NobodyFits, NotCalled, NothingToScreen
from .imports import Screened
from .models import CallRound, NeedKind, Outcome, RoundKind, Rule, Screening, Urgency
from .queries import lease_of, monday_of, numbers_sent, slip_of
from .words import SCRIPTS

HOME = "trafford"
BY = Acting(channel=Channel.DESK)
WEEKS = 3
SAID: Sequence[Heard] = (
    Heard(Outcome.ANSWERED, {"how": "well"}, "Her tomatoes are ripe. Ask about the grandson in Leeds.", minutes=14),
    Heard(Outcome.NO_ANSWER),
    Heard(
        Outcome.ANSWERED, {"how": "low"}, "The lift is out again, so no shopping.", "Sounded tired.", 22, hard=True,
        needs=(Need(NeedKind.FOOD, Urgency.DAYS, "milk and bread, second floor"),),
    ),
    Heard(Outcome.ANSWERPHONE, message_left=True),
    Heard(Outcome.ANSWERED, {"how": "so_so"}, "Reads the large print westerns twice.", minutes=9,
          needs=(Need(NeedKind.BOOKS, Urgency.SOON, "large print westerns"),)),
    Heard(Outcome.BUSY),
)  # fmt: skip


def load(*, now: datetime) -> None:
    """Put the calls in, if Trafford and its callers are there and nobody was rung yet."""
    service = Service.objects.filter(slug=HOME).first()
    if service is None:
        return
    with scope(service.pk):
        if CallRound.objects.exists():
            return
        began = now - timedelta(weeks=WEEKS)
        callers = [
            each for each in workers_for(Doing.CALLS) if _may(each, began) and _may(each, now)
        ]
        rounds = [
            _round(kind, began, callers) for kind in (RoundKind.COMPANIONSHIP, RoundKind.WELFARE)
        ]
        ask_how_people_are(round_=rounds[0], by=BY, now=began)
        for round_, people in zip(
            rounds, (_willing(Purpose.CALLS, now), _willing(Purpose.WELFARE, now)), strict=True
        ):
            _put_on(round_, people, callers, began)
        said = _said()
        for day in _days(began, now):
            for caller in callers[:3]:
                _ring(caller, service, next(said), day)
        _choose(rounds[1], now)
        _sell(callers, now)
        ask_for_call(
            asking=Asking("Peggy Marsh", "01632 960871", "en", "Mornings are best.", "Ruth Marsh"),
            key="demo-asks-for-a-call", by=NOBODY, now=now - timedelta(days=1),
        )  # fmt: skip
        _plan(service, now)


def _plan(service: Service, now: datetime) -> None:
    """This week as it was planned on Monday morning, and the next one."""
    monday = monday_of(now)
    early = london(monday.year, monday.month, monday.day, 8)
    for first, when in ((monday, min(early, now)), (monday + timedelta(weeks=1), now)):
        week = plan_week(monday=first, service=service, by=BY, now=when)
        give_out_week(week=week, by=BY, now=when)


def _choose(round_: CallRound, now: datetime) -> None:
    """Older members, by a rule: those of them who are not on the round already."""
    with suppress(NobodyFits):
        choose_people(
            round_=round_, rule=Rule(age_from=65), by=BY, now=now,
            ground=Ground(
                Purpose.OWN_AFFAIRS,
                "Members expect their library to ask after them in a cold winter; agreed with the council’s data"
                " protection officer.",
                "We may ring older members to hear whether they are well and warm.",
            ),
        )  # fmt: skip


def _sell(callers: Sequence[Worker], now: datetime) -> None:
    """A course with a fee: whoever has said yes to news may be rung for it, the others wait for screening. Not begun."""
    before = now - timedelta(days=1)
    made = make_round(
        facts=RoundFacts(
            name="Tablets for beginners",
            kind=RoundKind.DIGITAL,
            why="To offer six mornings with a tablet at Sale Library, for £12.",
            purpose=Purpose.CALLS,
            basis=Basis.CONSENT,
            script=write_script(name="digital", steps=SCRIPTS["digital"], by=BY, now=before),
            promotional=True,
            shown_number="01614960100",
        ),
        by=BY,
        now=before,
    )
    choose_callers(round_=made, workers=callers[:2], by=BY, now=before)
    _put_on(made, _willing(Purpose.CALLS, now), [], before)
    with suppress(NothingToScreen):
        sent = put_numbers_together(round_=made, key="demo-numbers-to-screen", by=BY, now=before)
        _come_back(sent, now)


def _come_back(sent: Screening, now: datetime) -> None:
    """Of the first number alone, which is on no list."""
    came = "number,tps\r\n" + "".join(f"{number},no\r\n" for number in numbers_sent(sent)[:1])
    run = receive(
        importer=Screened(), file=BytesIO(came.encode()), file_name="screened.csv", about=sent.public_id,
        by=BY, now=now, key="demo-numbers-screened",
    )  # fmt: skip
    run.refresh_from_db()
    begin(run=run, by=BY, now=now)


def _may(worker: Worker, now: datetime) -> bool:
    return not may_work(worker, doing=Doing.CALLS, on=in_london(now).date())


def _round(kind: RoundKind, now: datetime, callers: Sequence[Worker]) -> CallRound:
    welfare = kind == RoundKind.WELFARE
    made = make_round(
        facts=RoundFacts(
            name="Warm and well this winter" if welfare else "A friendly call",
            kind=kind,
            why="To hear whether people are warm and have what they need."
            if welfare
            else "So that nobody waits weeks to hear a friendly voice.",
            purpose=Purpose.WELFARE if welfare else Purpose.CALLS,
            basis=Basis.PUBLIC_TASK if welfare else Basis.CONSENT,
            script=write_script(name=kind.value, steps=SCRIPTS[kind.value], by=BY, now=now),
            days=range(7),
            begins=time(9),
            ends=time(20),
            on_holidays=True,
            shown_number="01614960100",
        ),
        by=BY,
        now=now,
    )
    choose_callers(round_=made, workers=callers, by=BY, now=now)
    return begin_round(round_=made, by=BY, now=now)


def _willing(purpose: Purpose, now: datetime) -> list[Resident]:
    """Those who may be rung for this."""
    rows = Resident.objects.standing().order_by("pk")
    return [each for each in rows if may_contact(person=each, purpose=purpose, now=now)][:12]


def _put_on(
    round_: CallRound, people: Sequence[Resident], callers: Sequence[Worker], now: datetime
) -> None:
    for turn, person in enumerate(people):
        try:
            put_on_round(
                round_=round_,
                resident=person,
                why="Said at the desk that a call would be nice",
                priority=5 if turn == 1 else 1,
                usual_caller=callers[turn % len(callers)] if callers and turn % 3 else None,
                by=BY,
                now=now,
            )
        except NotCalled:
            continue


def _said() -> Iterator[Heard]:
    while True:
        yield from SAID


def _days(began: datetime, now: datetime) -> Iterator[datetime]:
    """Ten in the morning of every second day, yesterday at the latest."""
    first = in_london(began).date()
    for ahead in range(0, WEEKS * 7 - 1, 2):
        day = first + timedelta(days=ahead)
        yield london(day.year, day.month, day.day, 10, 5)


def _ring(caller: Worker, service: Service, heard: Heard, now: datetime) -> None:
    lease = next_call(worker=caller, service=service, by=BY, now=now)
    held = lease_of(caller)
    if lease is None or held is None:
        return
    report_call(
        worker=caller,
        slip=slip_of(held.slip, worker=caller),
        heard=heard,
        key=f"demo-{lease.person.public_id}-{now:%Y%m%d%H%M}",
        service=service,
        by=BY,
        now=now + timedelta(minutes=15),
    )
