"""What somebody needs, heard on a call: it gets an owner and a day at once, so that none waits for nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task, drop_task, finish_task
from branchline.concerns.models import Priority, Task
from branchline.core import ledger
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.errors import Refusal
from branchline.referrals.actions import From, make_referral, note_felt
from branchline.referrals.models import Felt, How, Referral, State
from branchline.referrals.models import Urgency as Soon

from ..measures import NEED, NEED_MET
from ..models import CallNeed, Conversation, NeedKind, NeedState, RoundPerson, Urgency
from ..queries import SHARED, Helper, Promised

WITHIN = {Urgency.TODAY: 0, Urgency.DAYS: 3, Urgency.SOON: 14}
"""Days. Scotland's helpline of 2020: urgent needs the same day, others in 3 to 7 (research/calls.md, section 2)."""
AGAIN = 3
"""Days for one of ours to see to what a partner declined."""
ENDED = (State.CLOSED, State.WITHDRAWN, State.DECLINED)
FOLLOWING = job("calls.follow_referrals")
FIRST = {Urgency.TODAY: Priority.FIRST, Urgency.DAYS: Priority.USUAL, Urgency.SOON: Priority.LATER}


@dataclass(frozen=True)
class Need:
    """What, how soon, in whose words; and the partner whom they want told, to whose sentence they said yes."""

    kind: NeedKind
    urgency: Urgency
    words: str = ""
    helper: Helper | None = None


def note_need(
    need: Need, *, said: Conversation, person: RoundPerson, by: Acting, now: datetime
) -> CallNeed:
    """Keep it, and pass it on at once: to a partner by a referral, or by a task to those who work at the round's library.
    Part of a report."""
    made = CallNeed.objects.create(
        service_id=person.service_id,
        conversation=said,
        person=person,
        kind=need.kind,
        words=" ".join(need.words.split())[:300],
        urgency=need.urgency,
        due_on=due_on(need.urgency, now),
        state=NeedState.PASSED_ON,
        noted_at=now,
    )
    if need.helper is not None:
        made.referral = _refer(made, need.helper, by=by, now=now).public_id
    else:
        made.task = _see_to(made, by=by, now=now).public_id
    made.save(update_fields=["task", "referral"])
    ledger.record(kind=NEED, by=by, now=now, links={"need": need.kind.value})
    return made


def _refer(made: CallNeed, helper: Helper, *, by: Acting, now: datetime) -> Referral:
    return make_referral(
        person=made.person.callee.resident,
        offer=helper.offer,
        kind=helper.kind,
        words=made.words,
        share=SHARED,
        consent=How.TELEPHONE,
        urgency=Soon.URGENT if made.urgency == Urgency.TODAY else Soon.USUAL,
        came_from=From("calls", f"need:{made.public_id}"),
        by=by,
        now=now,
        key=f"call-need-{made.public_id}",
    )


def _see_to(made: CallNeed, *, by: Acting, now: datetime, why: str = "") -> Task:
    """`why`: what became of it before."""
    person, kind = made.person, made.get_kind_display()
    what = f"{kind}: {made.words}" if made.words else kind
    return add_task(
        what=f"{what} {why}".strip(),
        kind="calls.need",
        key=f"calls.need:{made.public_id}",
        due=made.due_on if not why else in_london(now).date() + timedelta(days=AGAIN),
        branch=person.round.branch,
        resident=person.callee.resident,
        link=("people:resident", person.callee.resident.public_id),
        priority=FIRST[Urgency(made.urgency)],
        by=by,
        now=now,
    )


def due_on(urgency: Urgency, now: datetime) -> date:
    """The day by which a need of this urgency is seen to."""
    return in_london(now).date() + timedelta(days=WITHIN[urgency])


@action
def note_told(*, promised: Promised, felt: Felt, by: Acting, now: datetime) -> None:
    """Asked on a later call, they said whether it happened. Yes closes it, and nothing else does; what was ended
    meanwhile stays as it is."""
    thing = promised.thing
    if isinstance(thing, CallNeed):
        if felt == Felt.YES:
            close_need(need=thing, met=True, by=by, now=now)
        return
    try:
        note_felt(referral=thing, felt=felt, by=by, now=now)
    except Refusal:
        return
    if felt == Felt.YES:
        for need in CallNeed.objects.filter(referral=thing.public_id):
            close_need(need=need, met=True, by=by, now=now)


@action
def follow_referrals(*, now: datetime) -> int:
    """What partners and people said elsewhere: a need whose referral was felt is met, one taken back is dropped, and
    one that a partner declined gets an owner of ours. Returns how many were moved."""
    waiting = CallNeed.objects.filter(closed_at__isnull=True).exclude(referral="")
    needs = {
        need.referral: need
        for need in waiting.select_related("person__round", "person__callee__resident")
    }
    moved = 0
    for referral in Referral.objects.filter(public_id__in=needs, state__in=ENDED):
        need = needs[referral.public_id]
        if referral.state != State.DECLINED:
            close_need(need=need, met=referral.state == State.CLOSED, by=FOLLOWING, now=now)
        elif need.task:
            continue
        else:
            why = _("%(partner)s can’t help.") % {"partner": referral.offer}
            need.task = _see_to(need, by=FOLLOWING, now=now, why=why).public_id
            need.save(update_fields=["task"])
        moved += 1
    return moved


@action
def close_need(*, need: CallNeed, met: bool, by: Acting, now: datetime) -> CallNeed:
    """They say themselves that it happened (felt), or that they no longer want it. Twice is once."""
    locked = CallNeed.objects.select_for_update(no_key=True).get(pk=need.pk)
    if locked.closed_at is not None:
        return locked
    locked.state, locked.closed_at = (NeedState.MET if met else NeedState.DROPPED), now
    locked.save(update_fields=["state", "closed_at"])
    if met:
        ledger.record(kind=NEED_MET, by=by, now=now, links={"need": locked.kind})
    task = Task.objects.open().filter(public_id=locked.task).first()
    if task is not None:
        words = str(locked.get_state_display())
        if met:
            finish_task(task=task, outcome=words, by=by, now=now)
        else:
            drop_task(task=task, because=words, by=by, now=now)
    return locked
