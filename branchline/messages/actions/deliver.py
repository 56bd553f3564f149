"""One try to deliver, in three steps: write down that we try, hand it over, write down what came of it.

The hand-over stands between two transactions, so a crash leaves a try that is open: `recover` decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from branchline.core.acting import job
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..adapters import ADAPTERS, Envelope, NobodyKnows, Refused, TryLater, adapter_name
from ..letters import letter_called
from ..models import Attempt, Message, Outcome, Route, State
from ..queries.senders import sender_here
from .composing import compose, envelope
from .demo_copy import show_waiting
from .ending import close, end
from .errands import DELIVER
from .hours import MOST_TRIES, next_decent_hour, next_try, too_fast, too_late

BY = job("messages.deliver")
LOST_AFTER = timedelta(minutes=10)
"""A try that is open for so long has lost its worker; carriers give up after half a minute."""

RATE_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True)
class Carried:
    """What the carrier did with it."""

    outcome: Outcome
    reference: str = ""
    words: str = ""


@action
def prepare(*, message: str, now: datetime) -> Envelope | None:
    """Lock, check, compose, open a try. None: there is nothing to hand over (now)."""
    row = (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("service")
        .due(now)
        .filter(public_id=message)
        .first()
    )
    if row is None:
        return None
    if Route(row.route).by_hand:
        if too_late(row, now):
            end(row, State.EXPIRED, by=BY, now=now)
        else:
            show_waiting(row, now=now)
        return None
    if _waits(row, now):
        return None
    composed = compose(row, by=BY, now=now)
    if composed is None:
        return None
    row.state, row.tries = State.SENDING, row.tries + 1
    row.save(update_fields=["state", "tries"])
    attempt = Attempt.objects.create(
        service_id=current_service_id(),
        message=row,
        route=row.route,
        adapter=adapter_name(Route(row.route)),
        started_at=now,
    )
    return envelope(row, attempt, composed)


def _waits(message: Message, now: datetime) -> bool:
    """Put it off to a decent hour, or until we may send more."""
    route, letter = Route(message.route), letter_called(message.letter)
    if route.keeps_quiet and not (letter and letter.at_once):
        decent = next_decent_hour(now, sender_here())
        if decent > now and not too_late(message, decent):
            show_waiting(message, now=now)
            put_off(message, decent)
            return True
        if decent > now:
            end(message, State.EXPIRED, by=BY, now=now)
            return True
    if too_fast(route, now):
        put_off(message, now + RATE_PAUSE)
        return True
    return False


def put_off(message: Message, until: datetime) -> None:
    """Wait, and come back by a job of that hour."""
    message.due_at = until
    message.save(update_fields=["due_at"])
    DELIVER.later(at=until, message=message.public_id)


def carry(parcel: Envelope) -> Carried:
    """Hand it to the carrier, outside of any transaction."""
    try:
        reference = ADAPTERS[parcel.adapter].carry(parcel)
    except Refused as trouble:
        return Carried(Outcome.REFUSED, words=str(trouble))
    except TryLater as trouble:
        return Carried(Outcome.NOT_SENT, words=str(trouble))
    except NobodyKnows as trouble:
        return Carried(Outcome.UNKNOWN, words=str(trouble))
    return Carried(Outcome.SENT, reference=reference)


@action
def finish(*, attempt: str, carried: Carried, now: datetime) -> None:
    """Write down what came of a try. One that was given up meanwhile is left alone, unless it now turns
    out that it did arrive and nobody has decided otherwise."""
    found = Attempt.objects.select_for_update().filter(public_id=attempt).first()
    if found is None:
        return
    message = Message.objects.select_for_update().get(pk=found.message_id)
    late_news = message.state == State.UNCERTAIN and carried.outcome == Outcome.SENT
    if found.ended_at is not None and not late_news:
        return
    found.reference = carried.reference[:100]
    close(found, carried.outcome, now=now, note=carried.words)
    match carried.outcome:
        case Outcome.SENT:
            end(message, State.SENT, by=BY, now=now)
        case Outcome.REFUSED:
            end(message, State.FAILED, by=BY, now=now, trouble=carried.words)
        case Outcome.UNKNOWN if not ADAPTERS[found.adapter].safe_to_repeat:
            _ask_a_person(message, carried.words)
        case _:
            _try_again(message, carried.words, now)


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
def recover(*, now: datetime) -> int:
    """Tries whose worker died: repeated where that is harmless, else shown to a person."""
    lost = Attempt.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        ended_at__isnull=True, started_at__lte=now - LOST_AFTER, adapter__in=list(ADAPTERS)
    )
    found = list(lost)
    for attempt in found:
        words = _("We stopped in the middle of sending. Perhaps it has arrived, perhaps not.")
        finish(attempt=attempt.public_id, carried=Carried(Outcome.UNKNOWN, words=words), now=now)
    return len(found)
