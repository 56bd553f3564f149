"""Many people are put on a round by a rule, in one transaction; nobody is taken off but by somebody who says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.people.models import Purpose, Resident

from ..errors import AsksNothing, NeverSo, NobodyFits, SayWhereItStands, SayWhyItMay
from ..measures import JOINED
from ..models import Callee, CallRound, Cohort, Line, RoundPerson, Rule
from ..queries import Fit, find_people, held_up, since_then, where_it_comes_from
from .people import account_of, leave
from .rounds import lock_round
from .wishes import heed_each

A_BATCH = 2_000


@dataclass(frozen=True)
class Ground:
    """Why data may be used for this: for what it was collected, and where that was another purpose, why the one is
    compatible with the other and which line of the privacy notice says so."""

    collected_for: Purpose
    compatible: str = ""
    notice: str = ""


@action
def choose_people(
    *, round_: CallRound, rule: Rule, ground: Ground, key: str = "", by: Acting, now: datetime
) -> Cohort:
    """Put everybody on the round who fits and may be rung; each with the reason in words. Once per `key`.

    Refuses AsksNothing, NeverSo, SayWhyItMay, SayWhereItStands, NobodyFits.
    """

    def create() -> str:
        together(lambda: _asks(rule), lambda: _may(ground, round_), lambda: _stands(ground, round_))
        locked = lock_round(round_)
        made = Cohort.objects.create(
            service_id=current_service_id(), round=locked, rule=rule.as_kept(), came_from=where_it_comes_from(),
            collected_for=ground.collected_for, purpose=locked.purpose, compatible=ground.compatible.strip(),
            notice=ground.notice.strip(), made_at=now, made_by_id=account_of(by), applied_at=now,
        )  # fmt: skip
        if not _put_on(made, by=by, now=now):
            raise NobodyFits
        return made.public_id

    made = once(key=key, action="calls.choose", now=now, create=create)[0] if key else create()
    return Cohort.objects.select_related("round").get(public_id=made)


@action
def look_again(*, cohort: Cohort, by: Acting, now: datetime) -> int:
    """Put on whoever fits now and did not then, and renew the reasons that read otherwise; how many joined. Takes nobody
    off, and puts on nobody again who has left."""
    lock_round(cohort.round)
    changed = since_then(cohort, now=now).changed
    for person, why in changed:
        person.why = why
    RoundPerson.objects.bulk_update(
        [person for person, _why in changed], ["why"], batch_size=A_BATCH
    )
    joined = _put_on(cohort, by=by, now=now)
    Cohort.objects.filter(pk=cohort.pk).update(applied_at=now)
    return joined


@action
def take_off(
    *, cohort: Cohort, people: Collection[str], why: str, by: Acting, now: datetime
) -> int:
    """Take these (public ids) off the round, of those who came by the rule and fit no more; how many. Twice is once."""
    rows = (
        RoundPerson.objects.select_for_update(no_key=True, of=("self",))
        .select_related("round")
        .filter(cohort=cohort, public_id__in=people)
    )
    leavers = {person.pk for person in since_then(cohort, now=now).leavers}
    gone = [person for person in rows.order_by("pk") if person.pk in leavers]
    for person in gone:
        leave(person, why, by=by, now=now)
    return len(gone)


def _put_on(cohort: Cohort, *, by: Acting, now: datetime) -> int:
    """All who fit, in a handful of statements. Alone with their records, and asked again once nobody else can change
    who is on the round."""
    round_ = cohort.round
    wanted = [each.resident for each in find_people(cohort.asked, round_, now=now).fits]
    rows = Resident.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    spoken = dict(rows.values_list("pk", "spoken_language"))
    fits = [
        each for each in find_people(cohort.asked, round_, now=now).fits if each.resident in spoken
    ]
    lines = _lines([each.number for each in fits])
    callees = _callees(fits, lines, spoken)
    service_id = current_service_id()
    RoundPerson.objects.bulk_create(
        (
            RoundPerson(
                service_id=service_id, round=round_, callee_id=callees[each.resident], cohort=cohort,
                why=each.why, due_at=now, open_to_all_at=now, joined_at=now,
            )
            for each in fits
        ),
        batch_size=A_BATCH,
    )  # fmt: skip
    if fits and round_.promotional:
        heed_each(held_up(now=now, round_=round_), now=now)
    if fits:
        ledger.record(kind=JOINED, by=by, now=now, branch_id=round_.branch_id, quantity=len(fits))
    return len(fits)


def _lines(numbers: Sequence[str]) -> dict[str, int]:
    """{number: its line}, made where there is none."""
    service_id = current_service_id()
    wanted = sorted(set(numbers))
    Line.objects.bulk_create(
        (Line(service_id=service_id, number=number) for number in wanted),
        ignore_conflicts=True, batch_size=A_BATCH,
    )  # fmt: skip
    return dict(Line.objects.filter(number__in=wanted).values_list("number", "pk"))


def _callees(fits: Sequence[Fit], lines: dict[str, int], spoken: dict[int, str]) -> dict[int, int]:
    """{resident: how they are rung}, made where there is nothing yet; a line that is no longer theirs is changed."""
    service_id = current_service_id()
    line_of = {each.resident: lines[each.number] for each in fits}
    there = {each.resident_id: each for each in Callee.objects.filter(resident__in=line_of)}
    moved = [each for each in there.values() if each.line_id != line_of[each.resident_id]]
    for each in moved:
        each.line_id = line_of[each.resident_id]
    Callee.objects.bulk_update(moved, ["line"], batch_size=A_BATCH)
    made = Callee.objects.bulk_create(
        [
            Callee(service_id=service_id, resident_id=resident, line_id=line, spoken=spoken[resident])
            for resident, line in line_of.items()
            if resident not in there
        ],
        batch_size=A_BATCH,
    )  # fmt: skip
    return {each.resident_id: each.pk for each in (*there.values(), *made)}


def _asks(rule: Rule) -> None:
    if not rule.asks:
        raise AsksNothing
    if rule.age_from is not None and rule.age_to is not None and rule.age_to < rule.age_from:
        raise NeverSo


def _may(ground: Ground, round_: CallRound) -> None:
    if ground.collected_for != round_.purpose and not ground.compatible.strip():
        raise SayWhyItMay


def _stands(ground: Ground, round_: CallRound) -> None:
    if ground.collected_for != round_.purpose and not ground.notice.strip():
        raise SayWhereItStands
