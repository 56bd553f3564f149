"""A call is reported: one transaction, one key, whatever came of it.

Whose lease another has taken meanwhile reports late: what was heard is kept, and what was needed is seen to, but the
queue is not touched (fencing). As long as nobody else was given the line, the report counts.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from branchline.concerns.parts import ConcernFields, raise_with
from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.idempotency import once
from branchline.people.actions import note_seen
from branchline.people.models import Worker
from branchline.places.models import Service
from branchline.referrals.models import Felt

from ..errors import NoLease, RingAgainInThePast, WhenToRingAgain
from ..ladder import HEARD, MISSED, History, Next, Outcome, after
from ..measures import ATTEMPT, TALK
from ..models import Attempt, Callee, Conversation, Line, RoundPerson, Standing
from ..queries import Promised, Slip, hours_of
from ..telephony import is_final
from .callees import Suits, heed_what_suits
from .following import ask_about_late, debrief, follow
from .leases import FREE
from .measuring import Answered, note_answered
from .needs import Need, note_need, note_told
from .people import lock_person, opens_to_all

GAP = timedelta(hours=20)
"""From one talk until any round may ring the same person, unless they asked for it sooner."""
SHORT_GAP = timedelta(minutes=30)
"""The same after a call that they did not take."""
KNOWN = 12
"""Calls that make up somebody's habit."""


@dataclass(frozen=True)
class Heard:
    """What a caller tells of a call. `ring_at`: when they asked to be rung once, or the caller chose; `suits`: what they
    said of the days and hours that suit them from now on."""

    outcome: Outcome
    answers: dict[str, str] = field(default_factory=dict)
    for_next: str = ""
    private: str = ""
    minutes: int | None = None
    message_left: bool = False
    hard: bool = False
    ring_at: datetime | None = None
    suits: Suits | None = None
    needs: tuple[Need, ...] = ()
    told: tuple[tuple[Promised, Felt], ...] = ()
    answered: Answered | None = None

    @property
    def has_words(self) -> bool:
        """Whether there is anything to keep beside the outcome."""
        return bool(self.answers or self.for_next.strip() or self.private.strip() or self.needs)


@action
def report_call(
    *,
    worker: Worker,
    slip: Slip,
    heard: Heard,
    concern: ConcernFields | None = None,
    key: str,
    service: Service,
    by: Acting,
    now: datetime,
) -> Attempt:
    """Keep how a call went, free the line, and say what is next. Once per `key`. A concern is raised with it.

    Refuses WhenToRingAgain, RingAgainInThePast, NeverRungThen, what `make_referral` refuses, and NoLease once they are forgotten.
    """
    if heard.outcome == Outcome.CALL_BACK and heard.ring_at is None:
        raise WhenToRingAgain
    if heard.ring_at is not None and heard.ring_at <= now:
        raise RingAgainInThePast

    def create() -> str:
        attempt = _report(worker, slip, heard, service, by, now)
        if concern is not None:
            _worry(attempt, concern, by=by, now=now)
        return attempt.public_id

    reference, _made = once(key=key, action="calls.report", now=now, create=create)
    return Attempt.objects.select_related("person__round").get(public_id=reference)


def _report(
    worker: Worker, slip: Slip, heard: Heard, service: Service, by: Acting, now: datetime
) -> Attempt:
    # The line first, as the claim does.
    line = Line.objects.select_for_update(no_key=True).filter(pk=slip.line).first()
    found = RoundPerson.objects.filter(pk=slip.person).first()
    if line is None or found is None:
        raise NoLease
    person = lock_person(found)
    late = line.token != slip.token
    # A lease is one call: what is told of it again, from paper after a device, is kept and not counted.
    again = Attempt.objects.filter(person=person, token=slip.token).exists()
    attempt = Attempt.objects.create(
        service_id=service.pk,
        person=person,
        line=line,
        worker=worker,
        token=slip.token,
        outcome=heard.outcome,
        message_left=heard.message_left,
        sip_code=line.rung_code if not late and is_final(line.rung_code) else None,
        began_at=min(slip.began, now),
        ended_at=now,
        minutes=heard.minutes,
        late=late,
        hard=heard.hard,
    )
    if not again:
        ledger.record(
            kind=ATTEMPT,
            by=by,
            now=now,
            branch_id=person.round.branch_id,
            links={"round": person.round.kind, "outcome": heard.outcome.value},
        )
    _keep_words(attempt, heard, again=again, by=by, now=now)
    for promised, felt in heard.told:
        note_told(promised=promised, felt=felt, by=by, now=now)
    if heard.suits is not None:
        heed_what_suits(
            suits=heard.suits, callee=person.callee, round_=person.round, by=by, now=now
        )
    if heard.answered is not None:
        note_answered(heard.answered, person=person, by=by, now=now)
    if late:
        ask_about_late(attempt, by=by, now=now)
    else:
        Line.objects.filter(pk=line.pk).update(**FREE)
        _go_on(attempt, heard, service=service, by=by, now=now)
    if heard.hard:
        debrief(attempt, by=by, now=now)
    return attempt


def _keep_words(attempt: Attempt, heard: Heard, *, again: bool, by: Acting, now: datetime) -> None:
    """What was said, and what they need."""
    talked = heard.outcome in HEARD
    if not (talked or heard.has_words):
        return
    said = Conversation.objects.create(
        service_id=attempt.service_id,
        attempt=attempt,
        script=attempt.person.round.script,
        answers=heard.answers,
        for_next=heard.for_next.strip(),
        private=heard.private.strip(),
    )
    if talked and not again:
        ledger.record(kind=TALK, by=by, now=now, branch_id=attempt.person.round.branch_id)
        day = in_london(now).date()
        note_seen(resident=attempt.person.callee.resident, on=day)
    for need in heard.needs:
        note_need(need, said=said, person=attempt.person, by=by, now=now)


def _worry(attempt: Attempt, concern: ConcernFields, *, by: Acting, now: datetime) -> None:
    person = attempt.person
    raise_with(
        concern,
        resident=person.callee.resident,
        link=("calls:desk_person", person.public_id),
        branch=person.round.branch,
        by=by,
        now=now,
        key=f"call-{attempt.public_id}",
    )


def _go_on(attempt: Attempt, heard: Heard, *, service: Service, by: Acting, now: datetime) -> None:
    """When they are due again, and who looks after them."""
    person = attempt.person
    callee = Callee.objects.select_for_update(no_key=True).get(pk=person.callee_id)
    what = after(
        heard.outcome,
        ladder=person.round.ladder,
        interval=person.round.interval,
        hours=hours_of(person.round, service=service, now=now),
        history=habit_of(callee, person.silence),
        silence=person.silence,
        asked_for=heard.ring_at,
        now=now,
    )
    callee.asked_for = heard.ring_at
    _write(person, callee, heard.outcome, what, now)
    follow(attempt, what, by=by, now=now)


def habit_of(callee: Callee, silence: int) -> History:
    """How they answered before this silence."""
    before = callee.lately[: len(callee.lately) - silence] if silence else callee.lately
    return History(answered=before.count("y"), rung=len(before))


def _write(
    person: RoundPerson, callee: Callee, outcome: Outcome, what: Next, now: datetime
) -> None:
    person.silence = what.silence
    if what.due_at is not None:
        person.due_at = what.due_at
        person.open_to_all_at = opens_to_all(person.round, person.usual_caller, what.due_at)
    elif what.handed_on and person.standing in (Standing.ACTIVE, Standing.SCREENING):
        person.standing = Standing.HANDED_ON
    person.save(update_fields=["silence", "due_at", "open_to_all_at", "standing"])
    callee.tried_at = now
    if outcome in HEARD:
        callee.heard_at = now
    if outcome in HEARD | MISSED:
        callee.lately = (callee.lately + ("y" if outcome in HEARD else "n"))[-KNOWN:]
    gap = now + (GAP if outcome in HEARD else SHORT_GAP)
    callee.not_before = min(gap, what.due_at) if what.due_at is not None else gap
    callee.save()
