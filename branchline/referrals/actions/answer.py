"""What a partner answers, or one of ours writes down for them: yes, no with why and what else, done."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import SayWhatElse, SayWhy
from ..models import EventKind, Referral, State
from .steps import add_step, check, lock
from .telling import tell_accepted, tell_declined, tell_referrer


@action
def accept_referral(
    *, referral: Referral, by_partner: bool = True, note: str = "", by: Acting, now: datetime
) -> Referral:
    """Yes, we will help. Twice is once. The person is told. Refuses AlreadyAnswered, NoLongerNeeded, AlreadyEnded,
    NotSentYet."""
    locked = lock(referral)
    if locked.state == State.ACCEPTED:
        return locked
    check(locked, State.SENT)
    add_step(locked, EventKind.ACCEPTED, by=by, now=now, by_partner=by_partner, note=note)
    tell_accepted(locked, by=by, now=now)
    if not locked.is_out:
        tell_referrer(locked, by=by, now=now)
    return locked


@action
def decline_referral(
    *,
    referral: Referral,
    reason: str,
    instead: str,
    by_partner: bool = True,
    by: Acting,
    now: datetime,
) -> Referral:
    """No, why, and what else can help; also after a yes that turned out to be too much. The person is told both.

    Twice is once. Refuses at a field SayWhy, SayWhatElse; NoLongerNeeded, AlreadyAnswered, AlreadyEnded.
    """
    if not reason.strip():
        raise SayWhy
    if not instead.strip():
        raise SayWhatElse
    locked = lock(referral)
    if locked.state == State.DECLINED:
        return locked
    check(locked, State.SENT, State.ACCEPTED)
    add_step(
        locked,
        EventKind.DECLINED,
        by=by,
        now=now,
        by_partner=by_partner,
        note=reason,
        instead=instead,
    )
    tell_declined(locked, by=by, now=now)
    if not locked.is_out:
        tell_referrer(locked, by=by, now=now)
    return locked


@action
def report_done(
    *, referral: Referral, by_partner: bool = True, note: str = "", by: Acting, now: datetime
) -> Referral:
    """The partner says that it is done. That closes nothing: the person is asked. Twice is once.

    Refuses NotAcceptedYet, NoLongerNeeded, AlreadyEnded.
    """
    locked = lock(referral)
    if locked.state == State.DONE:
        return locked
    check(locked, State.ACCEPTED)
    add_step(locked, EventKind.DONE, by=by, now=now, by_partner=by_partner, note=note)
    return locked
