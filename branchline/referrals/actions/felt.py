"""Only the person's own word closes a referral."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..models import EventKind, Felt, Referral, State
from .steps import add_step, check, lock


@action
def note_felt(
    *, referral: Referral, felt: Felt, note: str = "", by: Acting, now: datetime
) -> Referral:
    """They said, on a later call or meeting, whether it happened; whoever acts has heard it.

    Yes closes it; partly and no keep it open, to be asked about again. A second yes changes nothing.
    Refuses NotSentYet, NoLongerNeeded, AlreadyEnded.
    """
    locked = lock(referral)
    if locked.state == State.CLOSED and felt == Felt.YES:
        return locked
    check(locked, State.SENT, State.ACCEPTED, State.DONE)
    add_step(locked, EventKind.FELT, felt=felt, note=note, by=by, now=now)
    return locked
