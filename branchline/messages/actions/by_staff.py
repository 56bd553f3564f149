"""What staff decide about a message in the outbox."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from .. import errors
from ..models import Message, Outcome, State
from ..queries import why_not
from .deliver import put_off
from .ending import close, end


@action
def send_again(*, message: str, by: Acting, now: datetime) -> Message:
    """After a failure or in doubt: try once more, from the state of now.

    Raises `NotWaiting`; `NotToBeSent` when nobody wants it there, or it is no longer true.
    """
    row = _needs_a_person(message)
    if why := why_not(row, now=now):
        raise errors.NotToBeSent(why)
    for attempt in row.attempts.filter(outcome=Outcome.SENT):
        # The carrier took it and gave it back: this try did not succeed after all.
        close(attempt, Outcome.REFUSED, now=now, note=row.trouble)
    row.state, row.ended_at, row.tries, row.receipt = State.QUEUED, None, 0, ""
    row.save(update_fields=["state", "ended_at", "tries", "receipt"])
    put_off(row, now)
    return row


@action
def say_it_arrived(*, message: str, by: Acting, now: datetime) -> Message:
    """In doubt, but somebody knows that it arrived. Raises `NotWaiting`."""
    row = _needs_a_person(message)
    if row.state != State.UNCERTAIN:
        raise errors.NotWaiting
    end(row, State.SENT, by=by, now=now)
    return row


@action
def withdraw(*, message: str, by: Acting, now: datetime) -> Message:
    """Not to be sent after all. Raises `NotWaiting` once it is on its way."""
    row = Message.objects.select_for_update().filter(public_id=message).first()
    if row is None or row.state not in (State.QUEUED, State.UNCERTAIN, State.FAILED):
        raise errors.NotWaiting
    end(row, State.WITHDRAWN, by=by, now=now)
    return row


def _needs_a_person(public_id: str) -> Message:
    row = Message.objects.select_for_update().filter(public_id=public_id).first()
    if row is None or row.state not in (State.FAILED, State.UNCERTAIN):
        raise errors.NotWaiting
    return row
