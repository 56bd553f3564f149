"""What somebody says on the telephone to what we ask: written down with the call, in one press."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.answering import Answering

from ..models import Attempt, Outcome, PhoneCall
from .calling import record_call


@action
def record_answer(
    *, told: Attempt, asked: Answering, yes: bool, by: Acting, now: datetime, note: str = ""
) -> PhoneCall | None:
    """They answered, were told everything, and said yes or no to `told`. Refuses as `record_call` does, and as the
    room that asks does when it is over."""
    if told.call is None:
        return None
    call = record_call(
        call=told.call.public_id, outcome=Outcome.ANSWERED, note=note, by=by, now=now
    )
    asked.answer(asked.find(told.message.reference), yes, by=by, now=now)
    return call
