"""The last line of a message's story, written the same way by everybody who ends one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.ledger import Who

from ..measures import NOT_SENT, SENT, SPARED
from ..models import Attempt, Message, Outcome, State

NOT_WRITTEN = _("It could not be written. The operator finds the reason in the log.")
KIND = {State.SENT: SENT, State.FAILED: NOT_SENT}


def end(
    message: Message, state: State, *, by: Acting, now: datetime, trouble: "str | Promise" = ""
) -> None:
    """Close the message and count it. The caller holds its lock."""
    message.state, message.ended_at, message.trouble = state, now, str(trouble)
    message.save(update_fields=["state", "ended_at", "trouble"])
    ledger.record(kind=KIND.get(state, SPARED), by=by, now=now, links=_links(message))


def end_sent(sent: Sequence[tuple[Attempt, Message, str]], *, by: Acting, now: datetime) -> None:
    """The same for many that were taken, each with the carrier's reference: three statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_attempt a SET outcome = %s, ended_at = %s, note = '', reference = done.reference"
            " FROM unnest(%s::bigint[], %s::text[]) AS done (id, reference) WHERE a.id = done.id",
            [
                Outcome.SENT.value,
                now,
                [attempt.pk for attempt, _message, _reference in sent],
                [reference[:100] for _attempt, _message, reference in sent],
            ],
        )
    messages = [message for _attempt, message, _reference in sent]
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=State.SENT, ended_at=now, trouble=""
    )
    each = [(Who(), _links(message)) for message in messages]
    ledger.record_each(kind=SENT, by=by, now=now, each=each)


def _links(message: Message) -> dict[str, str]:
    return {"letter": message.letter, "route": message.route, "message": message.public_id}


def close(attempt: Attempt, outcome: Outcome, *, now: datetime, note: str = "") -> None:
    """Close a try. The database refuses a second success."""
    attempt.outcome, attempt.ended_at, attempt.note = outcome, now, note[:500]
    attempt.save(update_fields=["outcome", "ended_at", "note", "reference"])
