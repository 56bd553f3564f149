"""What somebody needs, heard on a call: it gets an owner and a day at once, so that none waits for nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from branchline.concerns.actions import add_task, drop_task, finish_task
from branchline.concerns.models import Priority, Task
from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london

from ..measures import NEED, NEED_MET
from ..models import CallNeed, Conversation, NeedKind, NeedState, RoundPerson, Urgency

WITHIN = {Urgency.TODAY: 0, Urgency.DAYS: 3, Urgency.SOON: 14}
"""Days. Scotland's helpline of 2020: urgent needs the same day, others in 3 to 7 (research/calls.md, section 2)."""
FIRST = {Urgency.TODAY: Priority.FIRST, Urgency.DAYS: Priority.USUAL, Urgency.SOON: Priority.LATER}


@dataclass(frozen=True)
class Need:
    """What, how soon, and in whose words."""

    kind: NeedKind
    urgency: Urgency
    words: str = ""


def note_need(
    need: Need, *, said: Conversation, person: RoundPerson, by: Acting, now: datetime
) -> CallNeed:
    """Keep it, with a task for those who work at the round's library. Part of a report."""
    due = due_on(need.urgency, now)
    made = CallNeed.objects.create(
        service_id=person.service_id,
        conversation=said,
        person=person,
        kind=need.kind,
        words=" ".join(need.words.split())[:300],
        urgency=need.urgency,
        due_on=due,
        state=NeedState.PASSED_ON,
        noted_at=now,
    )
    task = add_task(
        what=f"{need.kind.label}: {made.words}" if made.words else str(need.kind.label),
        kind="calls.need",
        key=f"calls.need:{made.public_id}",
        due=due,
        branch=person.round.branch,
        resident=person.callee.resident,
        priority=FIRST[need.urgency],
        by=by,
        now=now,
    )
    made.task = task.public_id
    made.save(update_fields=["task"])
    ledger.record(kind=NEED, by=by, now=now, links={"need": need.kind.value})
    return made


def due_on(urgency: Urgency, now: datetime) -> date:
    """The day by which a need of this urgency is seen to."""
    return in_london(now).date() + timedelta(days=WITHIN[urgency])


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
