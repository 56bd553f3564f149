"""What leads and deputies do about a concern. Never whoever raised it, where the rule says another pair of eyes."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from .. import errors
from ..measures import ACKNOWLEDGED, ACKNOWLEDGED_LATE, CLOSED, REOPENED
from ..models import Concern, ConcernEvent, ConcernRead, Decision, Event
from ..models.concerns import WORDS_LIMIT
from ..queries.duties import who_handles
from .by_whom import account_of
from .ladder import start_clock, tell_what_is_due


@action
def note_read_of(*, concern: Concern, by: Acting, now: datetime) -> None:
    """Somebody opens a concern: who, when. Refuses NotALead."""
    ConcernRead.objects.create(
        service_id=current_service_id(),
        concern=concern,
        account_id=_handler(concern, by, now),
        device=by.device[:40],
        read_at=now,
    )


@action
def acknowledge_concern(*, concern: Concern, by: Acting, now: datetime) -> Concern:
    """Say that one has it: nobody further is told. Twice by the same is once.

    Refuses NotALead, NotYourOwn, IsAcknowledged (somebody else was quicker), ConcernIsClosed.
    """
    locked, me = _locked(concern, by, now)
    if locked.acknowledged_by_id == me:
        return locked
    if locked.raised_by_id == me:
        raise errors.NotYourOwn
    if locked.acknowledged_at is not None:
        raise errors.IsAcknowledged
    locked.acknowledged_by_id, locked.acknowledged_at = me, now
    locked.next_step_at = locked.decide_by
    locked.save(update_fields=["acknowledged_by", "acknowledged_at", "next_step_at"])
    _write(locked, Event.ACKNOWLEDGED, me, now)
    ledger.record(kind=ACKNOWLEDGED, by=by, now=now)
    if now > locked.acknowledge_by:
        ledger.record(kind=ACKNOWLEDGED_LATE, by=by, now=now)
    return locked


@action
def add_note(*, concern: Concern, words: str, by: Acting, now: datetime) -> ConcernEvent:
    """Add what was done or heard since. Refuses NotALead, SayWhatToNote, ConcernIsClosed."""
    locked, me = _locked(concern, by, now)
    if not words.strip():
        raise errors.SayWhatToNote
    return _write(locked, Event.NOTED, me, now, words)


@action
def decide_concern(
    *, concern: Concern, decision: str, words: str, by: Acting, now: datetime
) -> Concern:
    """Write down what was decided and why; a later decision stands beside the earlier ones.

    Refuses NotALead, NotYourOwn, AcknowledgeFirst, ChooseADecision, SayWhyDecided, ConcernIsClosed.
    """
    locked, me = _locked(concern, by, now)
    if locked.raised_by_id == me:
        raise errors.NotYourOwn
    if locked.acknowledged_at is None:
        raise errors.AcknowledgeFirst
    if decision not in Decision.values:
        raise errors.ChooseADecision
    if not words.strip():
        raise errors.SayWhyDecided
    locked.decision, locked.decision_words = decision, words.strip()[:WORDS_LIMIT]
    locked.decided_by_id, locked.decided_at, locked.next_step_at = me, now, None
    locked.save(
        update_fields=["decision", "decision_words", "decided_by", "decided_at", "next_step_at"]
    )
    _write(locked, Event.DECIDED, me, now, f"{Decision(decision).label}\n{locked.decision_words}")
    return locked


@action
def close_concern(*, concern: Concern, by: Acting, now: datetime) -> Concern:
    """Close it by the decision that stands. Twice is once. Refuses NotALead, NotYourOwn, DecideFirst."""
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    me = _handler(locked, by, now)
    if locked.closed_at is not None:
        return locked
    if locked.raised_by_id == me:
        raise errors.NotYourOwn
    if locked.decided_at is None:
        raise errors.DecideFirst
    locked.closed_by_id, locked.closed_at, locked.next_step_at = me, now, None
    locked.save(update_fields=["closed_by", "closed_at", "next_step_at"])
    _write(locked, Event.CLOSED, me, now)
    ledger.record(kind=CLOSED, by=by, now=now)
    return locked


@action
def reopen_concern(*, concern: Concern, words: str, by: Acting, now: datetime) -> Concern:
    """Open it again, and why: clock and ladder begin anew. Twice is once. Refuses NotALead, SayWhyReopened."""
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    me = _handler(locked, by, now)
    if locked.closed_at is None:
        return locked
    if not words.strip():
        raise errors.SayWhyReopened
    locked.closed_by = locked.closed_at = locked.acknowledged_by = locked.acknowledged_at = None
    locked.decided_by = locked.decided_at = None
    locked.decision, locked.decision_words = "", ""
    locked.round += 1
    start_clock(locked, since=now)
    locked.save(
        update_fields=[
            *("closed_by", "closed_at", "acknowledged_by", "acknowledged_at", "decided_by"),
            *("decided_at", "decision", "decision_words", "round", "clock_from"),
            *("acknowledge_by", "decide_by", "steps_told", "next_step_at"),
        ]
    )
    _write(locked, Event.REOPENED, me, now, words)
    ledger.record(kind=REOPENED, by=by, now=now)
    tell_what_is_due(locked, now=now)
    return locked


def _locked(concern: Concern, by: Acting, now: datetime) -> tuple[Concern, int]:
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    me = _handler(locked, by, now)
    if locked.closed_at is not None:
        raise errors.ConcernIsClosed
    return locked, me


def _handler(concern: Concern, by: Acting, now: datetime) -> int:
    """The account that acts, if the service has named it."""
    me = account_of(by)
    if me is None or me not in who_handles(now=now, concern=concern):
        raise errors.NotALead
    return me


def _write(
    concern: Concern, event: Event, account: int, now: datetime, words: str = ""
) -> ConcernEvent:
    return ConcernEvent.objects.create(
        service_id=concern.service_id,
        concern=concern,
        event=event,
        at=now,
        account_id=account,
        words=words.strip()[:WORDS_LIMIT],
    )
