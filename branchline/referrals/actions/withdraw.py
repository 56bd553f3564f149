"""The person changed their mind, or has died: the partner is told at once and reads nothing any more."""

from datetime import datetime

from branchline.core.acting import Acting, job
from branchline.core.actions import action

from ..models import EventKind, Referral, State
from ..queries import may_go_on, perhaps_unwished
from .steps import add_step, check, lock
from .telling import say_no_longer_needed

WISHES = job("referrals.wishes")


@action
def withdraw_referral(*, referral: Referral, note: str = "", by: Acting, now: datetime) -> Referral:
    """Take it back. A draft just ends. Twice is once. `note` is for us; the partner hears no reason.

    Refuses AlreadyEnded: a no can't be taken back, nor what the person says has happened.
    """
    locked = lock(referral)
    if locked.state == State.WITHDRAWN:
        return locked
    check(locked, State.DRAFT, State.SENT, State.ACCEPTED, State.DONE)
    was_sent = locked.state != State.DRAFT
    add_step(locked, EventKind.WITHDRAWN, by=by, now=now, note=note)
    if was_sent:
        say_no_longer_needed(locked, by=by, now=now)
    return locked


@action
def obey_wishes(*, now: datetime) -> int:
    """Take back what is open of whoever has died or does not want to be passed on any more. Returns how many.

    Partners' pages ask the same when they are opened, so nothing is shown until this has run.
    """
    taken = 0
    for referral in perhaps_unwished():
        if not may_go_on(referral, now):
            withdraw_referral(referral=referral, by=WISHES, now=now)
            taken += 1
    return taken
