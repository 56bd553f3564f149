"""The last line of a message's story, written the same way by everybody who ends one."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting

from ..measures import NOT_SENT, SENT, SPARED
from ..models import Attempt, Message, Outcome, State

KIND = {State.SENT: SENT, State.FAILED: NOT_SENT}


def end(message: Message, state: State, *, by: Acting, now: datetime, trouble: str = "") -> None:
    """Close the message and count it. The caller holds its lock."""
    message.state, message.ended_at, message.trouble = state, now, trouble
    message.save(update_fields=["state", "ended_at", "trouble"])
    ledger.record(
        kind=KIND.get(state, SPARED),
        by=by,
        now=now,
        links={"letter": message.letter, "route": message.route, "message": message.public_id},
    )


def close(attempt: Attempt, outcome: Outcome, *, now: datetime, note: str = "") -> None:
    """Close a try. The database refuses a second success."""
    attempt.outcome, attempt.ended_at, attempt.note = outcome, now, note[:500]
    attempt.save(update_fields=["outcome", "ended_at", "note", "reference"])
