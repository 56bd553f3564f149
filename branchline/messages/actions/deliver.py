"""Tries to deliver, in three steps: write down that we try, hand over, write down what came of it.

The hand-over stands between two transactions, so a crash leaves tries that are open: `recover` decides. What
may be repeated without harm goes in lots; what may not goes one at a time, so that a crash leaves one in doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from branchline.core.acting import job
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..adapters import ADAPTERS, Answer, Envelope, Refused, TryLater, adapter_name
from ..letters import letter_called
from ..models import Attempt, Message, Outbox, Outcome, Route, Sender, State
from ..queries.hours import next_decent_hour
from ..queries.senders import sender_here
from .composing import compose_each, envelope
from .demo_copy import show_waiting
from .ending import NOT_WRITTEN, close, end, end_sent
from .errands import DELIVER
from .hours import MOST_TRIES, left_this_minute, next_try, too_late

BY = job("messages.deliver")
LOST_AFTER = timedelta(minutes=10)
"""A try that is open for so long has lost its worker; carriers give up after half a minute."""

RATE_PAUSE = timedelta(minutes=1)
LOT = 50
"""Messages that are written together. More hold their rows for long and save nothing any more."""


@dataclass(frozen=True)
class Carried:
    """What the carrier did with it."""

    outcome: Outcome
    reference: str = ""
    words: str = ""


@action
def prepare(*, message: str, now: datetime) -> Envelope | None:
    """One message: lock, check, compose, open a try. None: there is nothing to hand over (now)."""
    rows = list(_to_take(now).filter(public_id=message))
    if rows and Route(rows[0].route).by_hand:
        if too_late(rows[0], now):
            end(rows[0], State.EXPIRED, by=BY, now=now)
        else:
            show_waiting(rows[0], now=now)
        return None
    return next(iter(_open_tries(rows, now)), None)


@action
def prepare_lot(*, due: datetime, now: datetime) -> list[Envelope]:
    """The same for what has waited longest on one route, of what was due then. Nothing: none of it may leave now."""
    for route in (Route.EMAIL, Route.SMS):
        most = LOT if ADAPTERS[adapter_name(route)].safe_to_repeat else 1
        while rows := list(_to_take(due).filter(route=route).order_by("due_at", "pk")[:most]):
            if parcels := _open_tries(rows, now):
                return parcels
    return []


def _to_take(due: datetime) -> Outbox:
    rows: Outbox = Message.objects.all().due(due)
    return rows.select_for_update(skip_locked=True, of=("self",)).select_related("service")


def _open_tries(rows: Sequence[Message], now: datetime) -> list[Envelope]:
    """Of messages of one route that we hold."""
    if not rows:
        return []
    route, sender = Route(rows[0].route), sender_here()
    loud = [row for row in rows if not _keeps_quiet(row, sender, now)]
    left = left_this_minute(route, now)
    for row in loud[left:]:
        put_off(row, now + RATE_PAUSE)
    leaving = loud[:left]
    composed = compose_each(leaving, by=BY, now=now)
    begun = [row for row in leaving if row.pk in composed]
    _note_begun(begun)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            service_id=current_service_id(),
            message=row,
            route=row.route,
            adapter=adapter_name(route),
            started_at=now,
        )
        for row in begun
    )
    return [
        envelope(row, attempt, composed[row.pk])
        for row, attempt in zip(begun, attempts, strict=True)
    ]


def _note_begun(rows: Sequence[Message]) -> None:
    """Their words, and that they are on their way: one statement."""
    if not rows:
        return
    for row in rows:
        row.state, row.tries = State.SENDING, row.tries + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_message m SET state = %s, tries = tries + 1, subject = said.subject, text = said.text"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS said (id, subject, text) WHERE m.id = said.id",
            [
                State.SENDING.value,
                [row.pk for row in rows],
                [row.subject for row in rows],
                [row.text for row in rows],
            ],
        )


def _keeps_quiet(message: Message, sender: Sender, now: datetime) -> bool:
    """Put it off to a decent hour, if this is none."""
    letter = letter_called(message.letter)
    if not Route(message.route).keeps_quiet or (letter and letter.at_once):
        return False
    decent = next_decent_hour(now, sender)
    if decent <= now:
        return False
    if too_late(message, decent):
        end(message, State.EXPIRED, by=BY, now=now)
    else:
        show_waiting(message, now=now)
        put_off(message, decent)
    return True


def put_off(message: Message, until: datetime) -> None:
    """Wait, and come back by a job of that hour."""
    message.due_at = until
    message.save(update_fields=["due_at"])
    DELIVER.together(at=until)


def carried(answer: Answer) -> Carried:
    """What the answer of a carrier means."""
    if isinstance(answer, str):
        return Carried(Outcome.SENT, reference=answer)
    if isinstance(answer, Refused):
        return Carried(Outcome.REFUSED, words=str(answer))
    if isinstance(answer, TryLater):
        return Carried(Outcome.NOT_SENT, words=str(answer))
    return Carried(Outcome.UNKNOWN, words=str(answer))


@action
def finish(*, tries: Sequence[tuple[str, Carried]], now: datetime) -> None:
    """Write down what came of tries, by their public ids. One that was given up meanwhile is left alone, unless
    it now turns out that it did arrive and nobody has decided otherwise."""
    came = dict(tries)
    rows = Attempt.objects.select_for_update().filter(public_id__in=list(came)).order_by("pk")
    attempts = list(rows)
    held = Message.objects.select_for_update().order_by("pk")
    messages = {row.pk: row for row in held.filter(pk__in=[a.message_id for a in attempts])}
    sent = []
    for attempt in attempts:
        message, this = messages[attempt.message_id], came[attempt.public_id]
        late_news = message.state == State.UNCERTAIN and this.outcome == Outcome.SENT
        if attempt.ended_at is not None and not late_news:
            continue
        if this.outcome == Outcome.SENT:
            sent.append((attempt, message, this.reference))
        else:
            _finish_otherwise(attempt, message, this, now)
    if sent:
        end_sent(sent, by=BY, now=now)


def _finish_otherwise(attempt: Attempt, message: Message, this: Carried, now: datetime) -> None:
    attempt.reference = this.reference[:100]
    close(attempt, this.outcome, now=now, note=this.words)
    match this.outcome:
        case Outcome.REFUSED:
            end(message, State.FAILED, by=BY, now=now, trouble=this.words)
        case Outcome.UNKNOWN if not ADAPTERS[attempt.adapter].safe_to_repeat:
            _ask_a_person(message, this.words)
        case _:
            _try_again(message, this.words, now)


def _ask_a_person(message: Message, words: str) -> None:
    message.state, message.trouble = State.UNCERTAIN, words
    message.save(update_fields=["state", "trouble"])


def _try_again(message: Message, words: str, now: datetime) -> None:
    if message.tries >= MOST_TRIES:
        end(message, State.FAILED, by=BY, now=now, trouble=words)
        return
    message.state, message.trouble = State.QUEUED, words
    message.save(update_fields=["state", "trouble"])
    put_off(message, next_try(message.tries, now))


@action
def could_not_write(*, message: str, now: datetime) -> None:
    """Composing it broke, which is a mistake of ours that the log tells: the others go on without it."""
    row = _to_take(now).filter(public_id=message).first()
    if row is not None:
        row.tries += 1
        row.save(update_fields=["tries"])
        _try_again(row, str(NOT_WRITTEN), now)


@action
def recover(*, now: datetime) -> int:
    """Tries whose worker died: repeated where that is harmless, else shown to a person."""
    lost = Attempt.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        ended_at__isnull=True, started_at__lte=now - LOST_AFTER, adapter__in=list(ADAPTERS)
    )
    words = _("We stopped in the middle of sending. Perhaps it has arrived, perhaps not.")
    nobody_knows = Carried(Outcome.UNKNOWN, words=words)
    found = [(attempt.public_id, nobody_knows) for attempt in lost]
    if found:
        finish(tries=found, now=now)
    return len(found)
