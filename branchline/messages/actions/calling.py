"""Messages by telephone: a worklist. Somebody takes a call, rings, and says what came of it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from .. import errors
from ..models import Attempt, Message, Outcome, Route, Source, State
from ..models import Scope as Much
from ..queries.senders import sender_here
from .composing import compose
from .demo_copy import copy, renote
from .ending import close, end
from .hours import next_decent_hour
from .wishes import suppress

AGAIN_AFTER = (timedelta(hours=3), timedelta(days=1), timedelta(days=2))
"""At another time of the day first, then on other days."""

MOST_CALLS = len(AGAIN_AFTER) + 1


@action
def take_call(*, message: str, by: Acting, now: datetime) -> Attempt | None:
    """Take it, so that nobody else rings. None: no longer true, so nobody need ring.

    Raises `CallIsTaken`. Taking it again while it is one's own open call is not possible: say the outcome.
    """
    row = (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("service")
        .by_hand(Route.PHONE, now)
        .filter(public_id=message)
        .first()
    )
    if row is None:
        raise errors.CallIsTaken
    composed = compose(row, by=by, now=now)
    if composed is None:
        return None
    row.state, row.tries = State.SENDING, row.tries + 1
    row.save(update_fields=["state", "tries"])
    copy(row, composed, note="ringing")
    return Attempt.objects.create(
        service_id=current_service_id(),
        message=row,
        route=Route.PHONE,
        adapter="desk",
        started_at=now,
    )


@action
def record_call(
    *,
    attempt: str,
    outcome: Outcome,
    by: Acting,
    now: datetime,
    note: str = "",
    again_at: datetime | None = None,
) -> Message:
    """Say what came of it. Raises `CallIsOver`, `RingLater`."""
    found = Attempt.objects.select_for_update().filter(public_id=attempt, route=Route.PHONE).first()
    if found is None or found.ended_at is not None:
        raise errors.CallIsOver
    message = Message.objects.select_for_update().get(pk=found.message_id)
    close(found, outcome, now=now, note=note)
    match outcome:
        case Outcome.ANSWERED | Outcome.LEFT_MESSAGE:
            end(message, State.SENT, by=by, now=now)
        case Outcome.WRONG_NUMBER:
            words = _("Somebody else answers at this number.")
            end(message, State.FAILED, by=by, now=now, trouble=words)
            suppress(
                route=Route.PHONE,
                address=message.address,
                scope=Much.EVERYTHING,
                source=Source.WRONG_NUMBER,
                by=by,
                now=now,
            )
        case Outcome.CALL_BACK:
            if again_at is None or again_at <= now:
                raise errors.RingLater
            _wait(message, next_decent_hour(again_at, sender_here()))
        case Outcome.NO_ANSWER if message.tries >= MOST_CALLS:
            words = _("Nobody answered at %(tries)s calls.") % {"tries": message.tries}
            end(message, State.FAILED, by=by, now=now, trouble=words)
        case _:
            pause = AGAIN_AFTER[min(message.tries, len(AGAIN_AFTER)) - 1]
            _wait(message, next_decent_hour(now + pause, sender_here()))
    renote(message, outcome.value)
    return message


def _wait(message: Message, until: datetime) -> None:
    message.state, message.due_at = State.QUEUED, until
    message.save(update_fields=["state", "due_at"])
