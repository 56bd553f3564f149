"""No answer by the day that was promised: one reminder by mail, then a person asks."""

from datetime import datetime

from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.clock import in_london

from ..models import Direction, EventKind, Referral, State
from ..queries import working_day_after
from .steps import add_step, check, lock
from .telling import remind_partner

CHASE = job("referrals.chase")
THEN_A_PERSON = 2
"""Working days from a reminder until one of ours asks."""


@action
def chase_referral(*, referral: Referral, note: str = "", by: Acting, now: datetime) -> Referral:
    """Remind the partner now: by mail, or `note` says how one of ours did. A person asks again in two working
    days. Refuses NotSentYet, AlreadyAnswered, NoLongerNeeded, AlreadyEnded."""
    locked = lock(referral)
    check(locked, State.SENT)
    remind_partner(locked, by=by, now=now)
    today = in_london(now).date()
    begins = max(today, locked.due_on) if locked.due_on and note else today
    locked.reminded_at = now
    locked.chase_on = working_day_after(begins, THEN_A_PERSON)
    locked.save(update_fields=["reminded_at", "chase_on"])
    add_step(locked, EventKind.CHASED, by=by, now=now, note=note)
    return locked


@action
def chase_the_late(*, now: datetime) -> int:
    """Every referral whose promised day is over and of which nobody has been reminded. Returns how many."""
    today = in_london(now).date()
    late = Referral.objects.late(today).filter(direction=Direction.OUT, reminded_at__isnull=True)
    # Who can't be written to waits for one of ours already.
    rows = list(late.filter(chase_on__isnull=True).order_by("pk")[:500])
    for referral in rows:
        chase_referral(referral=referral, by=CHASE, now=now)
    return len(rows)
