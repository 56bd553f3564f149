"""What a call sets going beyond the queue: wishes that hold in every room, tasks for the coordinator, a debrief."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task
from branchline.concerns.models import Priority
from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.people.actions import do_not_contact, note_death
from branchline.people.errors import MarkAlreadyThere
from branchline.people.models import Mark, MarkSource, Purpose

from ..ladder import STOPPING, Next, Outcome
from ..measures import HANDED_ON
from ..models import (
    Attempt,
    HandOn,
    RoundKind,
    RoundPerson,
    Standing,
    Stopped,
)
from .people import leave, line_up


def follow(attempt: Attempt, what: Next, *, by: Acting, now: datetime) -> None:
    """Part of a report; the person's row is locked. What follows for a round they have left is left out."""
    if what.handed_on and attempt.person.standing == Standing.HANDED_ON:
        _hand_on(attempt, what, by, now)
    match attempt.outcome:
        case Outcome.WRONG_NUMBER:
            _wrong_number(attempt, by, now)
        case Outcome.NO_MORE:
            _no_more(attempt, by, now)
        case Outcome.HAS_DIED:
            _has_died(attempt, by, now)
        case Outcome.COULD_NOT_HEAR:
            _task(attempt, "could_not_hear", _("They could not hear or understand us on the telephone. Find another way, or another caller."), by, now)  # fmt: skip


def _hand_on(attempt: Attempt, what: Next, by: Acting, now: datetime) -> None:
    person = attempt.person
    ledger.record(kind=HANDED_ON, by=by, now=now, branch_id=person.round.branch_id)
    if what.unlike:
        lately = person.callee.lately
        known = lately[: len(lately) - what.silence + 1]
        said = _("It is not like them not to answer: they answered %(yes)d of the last %(all)d calls.") % {
            "yes": known.count("y"), "all": len(known),
        }  # fmt: skip
    else:
        said = _("%(count)d calls in a row without an answer.") % {"count": what.silence}
    then = {
        HandOn.COORDINATOR: _("Decide what to do."),
        HandOn.CONTACT: _("Ring the person they have named to us."),
        HandOn.VISIT: _("Ask somebody to go and see them."),
    }[HandOn(person.round.hand_on)]
    _task(attempt, "silent", f"{said} {then}", by, now)


def _wrong_number(attempt: Attempt, by: Acting, now: datetime) -> None:
    """Whoever answered there is not rung again, for anybody. Who has no other number is seen among those without."""
    line = attempt.line
    if line is None:
        return
    line.stopped, line.stopped_at = Stopped.NOT_THEIRS, now
    line.save(update_fields=["stopped", "stopped_at"])
    for callee in line.callees.select_related("line", "resident"):
        line_up(callee, callee.resident)
        if callee.line is None:
            queued = (Standing.ACTIVE, Standing.SCREENING)
            waiting = RoundPerson.objects.filter(callee=callee, standing__in=queued)
            waiting.update(standing=Standing.NO_NUMBER)
    _task(attempt, "wrong_number", _("Their number is somebody else’s. Find the right one, and put their record right."), by, now)  # fmt: skip


def _no_more(attempt: Attempt, by: Acting, now: datetime) -> None:
    purpose = Purpose(attempt.person.round.purpose)
    _mark_once(
        lambda: do_not_contact(
            person=attempt.person.callee.resident,
            purpose=purpose,
            source=MarkSource.PERSON,
            by=by,
            now=now,
        )
    )
    leave(attempt.person, str(Outcome.NO_MORE.label), by=by, now=now)


def _has_died(attempt: Attempt, by: Acting, now: datetime) -> None:
    """Nothing goes to them any more, from any room, from this moment on; the coordinator makes sure that it is so."""
    resident = attempt.person.callee.resident
    _mark_once(lambda: note_death(person=resident, source=MarkSource.FAMILY, by=by, now=now))
    leave(attempt.person, str(Outcome.HAS_DIED.label), by=by, now=now)
    _task(attempt, "has_died", _("A caller was told that they have died. Make sure, and write to the family if it is right to."), by, now)  # fmt: skip


def _mark_once(mark: Callable[[], Mark]) -> None:
    try:
        mark()
    except MarkAlreadyThere:
        return


def ask_about_late(attempt: Attempt, *, by: Acting, now: datetime) -> None:
    """A late report changes no state; what it says of a wish or of a death is looked at by somebody all the same."""
    if attempt.outcome in STOPPING:
        said = {"outcome": Outcome(attempt.outcome).label}
        _task(attempt, "late", _("A call that was reported too late to count ended with: %(outcome)s. Make sure, and put it right.") % said, by, now)  # fmt: skip


def debrief(attempt: Attempt, *, by: Acting, now: datetime) -> None:
    """About the caller and not about the person: the coordinator asks how they are."""
    add_task(
        what=_("%(caller)s had a hard call. Ask how they are, today or tomorrow.")
        % {"caller": attempt.worker},
        kind="calls.debrief",
        key=f"calls.debrief:{attempt.public_id}",
        due=in_london(now).date() + timedelta(days=1),
        roles=[Role.SERVICE_MANAGER],
        priority=Priority.FIRST,
        by=by,
        now=now,
    )


@action
def note_hard(*, attempt: Attempt, by: Acting, now: datetime) -> None:
    """The caller says so after the call is saved. Twice is once."""
    said = Attempt.objects.filter(pk=attempt.pk, hard=False).update(hard=True)
    if said:
        debrief(attempt, by=by, now=now)


def _task(attempt: Attempt, kind: str, what: str, by: Acting, now: datetime) -> None:
    person = attempt.person
    welfare = person.round.kind == RoundKind.WELFARE
    add_task(
        what=what,
        kind=f"calls.{kind}",
        key=f"calls.{kind}:{attempt.public_id}",
        due=in_london(now).date() + timedelta(days=0 if welfare else 2),
        roles=[Role.SERVICE_MANAGER],
        resident=person.callee.resident,
        priority=Priority.FIRST if welfare else Priority.USUAL,
        link=("calls:desk_person", person.public_id),
        by=by,
        now=now,
    )
