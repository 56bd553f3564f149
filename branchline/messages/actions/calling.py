"""Messages by telephone: a worklist of people. Somebody takes a person, rings, and says what came of it."""

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.design.dates import when_words
from branchline.core.scoping import current_service_id

from .. import errors
from ..models import (
    CALL_TAKES,
    Attempt,
    Message,
    Outcome,
    PhoneCall,
    Route,
    Source,
    State,
)
from ..models import Scope as Much
from ..queries.calls import EVERYTHING, caller_of, is_pressing, told_in
from ..queries.hours import next_decent_hour
from ..queries.senders import sender_here
from .composing import compose
from .demo_copy import copy, renote
from .ending import close, end
from .wishes import suppress

AGAIN_AFTER = (timedelta(hours=3), timedelta(days=1), timedelta(days=2))
"""At another time of the day first, then on other days."""

ENGAGED_FOR = timedelta(minutes=20)
MOST_CALLS = len(AGAIN_AFTER) + 1


@action
def take_call(
    *, message: str, by: Acting, now: datetime, within: Q = EVERYTHING
) -> PhoneCall | None:
    """Take the person for whom `message` waits, with all `within` the caller's reach that waits for the same
    number, so that nobody else rings them. Twice by the same caller is one call. None: nothing is true any more.

    Raises `CallIsTaken`, `NobodyToRing`.
    """
    asked = Message.objects.filter(public_id=message, route=Route.PHONE).exclude(address="").first()
    if asked is None:
        raise errors.NobodyToRing
    mine = _open_call(asked.address, by=by, now=now)
    if mine is not None:
        return mine
    waiting = list(
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("service")
        .by_hand(Route.PHONE, now)
        .filter(within, address=asked.address)
    )
    if not waiting:
        raise errors.CallIsTaken
    call = _lease(asked, by=by, now=now)
    told = [row for row in waiting if _tell(row, call, by=by, now=now)]
    if not told:
        call.delete()
        return None
    return call


def _open_call(address: str, *, by: Acting, now: datetime) -> PhoneCall | None:
    """The caller's own open call to this number. A forgotten one is given back first."""
    found = (
        PhoneCall.objects.select_for_update().filter(address=address, ended_at__isnull=True).first()
    )
    if found is None:
        return None
    if found.lease_until <= now:
        give_back(found, now=now)
        return None
    if found.caller and found.caller == caller_of(by):
        return found
    raise errors.CallIsTaken


def _lease(message: Message, *, by: Acting, now: datetime) -> PhoneCall:
    """The database allows one open call to a number: of two at the same moment one is told so."""
    try:
        with transaction.atomic():
            return PhoneCall.objects.create(
                service_id=current_service_id(),
                address=message.address,
                name=message.name,
                caller=caller_of(by),
                taken_at=now,
                lease_until=now + CALL_TAKES,
            )
    except IntegrityError:
        raise errors.CallIsTaken from None


def _tell(row: Message, call: PhoneCall, *, by: Acting, now: datetime) -> bool:
    composed = compose(row, by=by, now=now)
    if composed is None:
        return False
    row.state, row.tries = State.SENDING, row.tries + 1
    row.save(update_fields=["state", "tries"])
    copy(row, composed, note="ringing")
    Attempt.objects.create(
        service_id=call.service_id,
        message=row,
        route=Route.PHONE,
        adapter="desk",
        started_at=now,
        call=call,
    )
    return True


@action
def record_call(
    *,
    call: str,
    outcome: Outcome,
    by: Acting,
    now: datetime,
    note: str = "",
    again_at: datetime | None = None,
) -> PhoneCall:
    """Say what came of it, for everything that was to be told. Raises `CallIsOver`, `RingLater`, `TooLateToRing`."""
    found = _locked(call)
    if outcome == Outcome.CALL_BACK:
        _check_again(found, again_at, now=now)
    for attempt in found.attempts.select_for_update().filter(ended_at__isnull=True).order_by("pk"):
        message = Message.objects.select_for_update().get(pk=attempt.message_id)
        close(attempt, outcome, now=now, note=note)
        _next(message, outcome, again_at=again_at, by=by, now=now)
        renote(message, outcome.value)
    _mark_route(found, outcome, by=by, now=now)
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    return found


def _check_again(call: PhoneCall, again_at: datetime | None, *, now: datetime) -> None:
    """A call can be put off, though not until what it tells is over."""
    if again_at is None or again_at <= now:
        raise errors.RingLater
    rows = [attempt.message for attempt in told_in(call)]
    first = min((row for row in rows if row.valid_until), key=_valid_until, default=None)
    if first is not None and next_decent_hour(again_at, sender_here()) >= _valid_until(first):
        end = when_words(_valid_until(first), lang=get_language() or "en", now=now)
        raise errors.TooLateToRing(end, to_answer=is_pressing(first))


def _valid_until(message: Message) -> datetime:
    return message.valid_until or datetime.max.replace(tzinfo=UTC)


@action
def ring_now(*, message: str, by: Acting, now: datetime, within: Q = EVERYTHING) -> None:
    """Whoever is to be rung later is rung now after all, about all `within` that waits for their number."""
    asked = Message.objects.filter(public_id=message, route=Route.PHONE).exclude(address="").first()
    if asked is None:
        raise errors.NobodyToRing
    waiting = Message.objects.filter(route=Route.PHONE, state=State.QUEUED, address=asked.address)
    waiting.filter(within, due_at__gt=now).update(due_at=next_decent_hour(now, sender_here()))


@action
def leave_call(*, call: str, by: Acting, now: datetime) -> PhoneCall:
    """Not rung after all: the person goes back to the list. Raises `CallIsOver`."""
    found = _locked(call)
    give_back(found, now=now)
    return found


def _locked(public_id: str) -> PhoneCall:
    found = PhoneCall.objects.select_for_update().filter(public_id=public_id).first()
    if found is None or found.ended_at is not None:
        raise errors.CallIsOver
    return found


def give_back(call: PhoneCall, *, now: datetime) -> None:
    """Its messages wait again, and the try counts as none. The caller holds the call's lock."""
    for attempt in call.attempts.select_for_update().filter(ended_at__isnull=True):
        close(attempt, Outcome.NOT_RUNG, now=now)
        message = Message.objects.select_for_update().get(pk=attempt.message_id)
        message.state, message.tries = State.QUEUED, max(0, message.tries - 1)
        message.save(update_fields=["state", "tries"])
        renote(message, "waits_call")
    call.ended_at = now
    call.save(update_fields=["ended_at"])


def _next(
    message: Message, outcome: Outcome, *, again_at: datetime | None, by: Acting, now: datetime
) -> None:
    """What becomes of one message."""
    match outcome:
        case Outcome.ANSWERED:
            end(message, State.SENT, by=by, now=now)
        case Outcome.DECLINED | Outcome.NO_MORE_CALLS:
            end(message, State.SUPPRESSED, by=by, now=now)
        case Outcome.WRONG_NUMBER:
            words = _("Somebody else answers at this number.")
            end(message, State.FAILED, by=by, now=now, trouble=words)
        case Outcome.CALL_BACK if again_at is not None:
            _wait(message, again_at)
        case _ if message.tries >= MOST_CALLS:
            words = _("We rang %(tries)s times and reached nobody. Please send a letter instead.")
            trouble = words % {"tries": message.tries}
            end(message, State.FAILED, by=by, now=now, trouble=trouble)
        case Outcome.BUSY:
            _wait(message, now + ENGAGED_FOR)
        case _:
            _wait(message, now + AGAIN_AFTER[min(message.tries, len(AGAIN_AFTER)) - 1])


def _wait(message: Message, until: datetime) -> None:
    message.state, message.due_at = State.QUEUED, next_decent_hour(until, sender_here())
    message.save(update_fields=["state", "due_at"])


MARKS = {Outcome.WRONG_NUMBER: Source.WRONG_NUMBER, Outcome.NO_MORE_CALLS: Source.STAFF}


def _mark_route(call: PhoneCall, outcome: Outcome, *, by: Acting, now: datetime) -> None:
    """A number at which somebody else answers, or whose owner wants no calls, is never rung again."""
    if outcome in MARKS:
        suppress(
            route=Route.PHONE,
            address=call.address,
            scope=Much.EVERYTHING,
            source=MARKS[outcome],
            by=by,
            now=now,
        )
