"""People are put on a round, paused, taken off. Nobody is put on who may not be rung; nobody falls out unseen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people.models import Purpose, Resident, Worker
from branchline.people.queries import may_contact, resident_now

from ..errors import NotCalled, OnTheRoundAlready
from ..measures import JOINED, LEFT
from ..models import Callee, CallRound, Line, RoundPerson, Standing
from ..queries import REASONS


@action
def put_on_round(
    *,
    round_: CallRound,
    resident: Resident,
    why: str,
    priority: int = 1,
    due_at: datetime | None = None,
    usual_caller: Worker | None = None,
    by: Acting,
    now: datetime,
) -> RoundPerson:
    """Somebody is to be rung, for a reason that they may hear. Refuses NotCalled (with the sentence), OnTheRoundAlready.

    Who has no number comes on all the same, to be seen there: `Standing.NO_NUMBER`.
    """
    person = resident_now(number=resident.pk)
    if person is None:
        raise NotCalled(REASONS["gone"])
    decision = may_contact(person=person, purpose=Purpose(round_.purpose), now=now)
    if not decision:
        raise NotCalled(decision.why)
    callee = callee_of(person)
    if RoundPerson.objects.on_it().filter(round=round_, callee=callee).exists():
        raise OnTheRoundAlready
    due = due_at or now
    made = RoundPerson.objects.create(
        service_id=current_service_id(),
        round=round_,
        callee=callee,
        standing=Standing.ACTIVE if callee.line_id else Standing.NO_NUMBER,
        why=" ".join(why.split())[:200],
        priority=priority,
        usual_caller=usual_caller,
        due_at=due,
        open_to_all_at=opens_to_all(round_, usual_caller, due),
        joined_at=now,
    )
    ledger.record(kind=JOINED, by=by, now=now, branch_id=round_.branch_id)
    return made


def opens_to_all(round_: CallRound, usual: Worker | None, due: datetime) -> datetime:
    """When anybody may ring: at once where nobody usually does."""
    return due + timedelta(hours=round_.usual_wait_hours) if usual is not None else due


def callee_of(resident: Resident) -> Callee:
    """How somebody is rung: what is there, or a new row with the number we know. Alone with the resident's row."""
    Resident.objects.select_for_update(no_key=True).get(pk=resident.pk)
    found = Callee.objects.filter(resident=resident).first()
    line = line_of(numbers_of(resident))
    if found is None:
        return Callee.objects.create(
            service_id=resident.service_id,
            resident=resident,
            line=line,
            spoken=resident.spoken_language,
        )
    if found.line is None and line is not None:
        found.line = line
        found.save(update_fields=["line"])
    return found


def numbers_of(resident: Resident) -> list[str]:
    """Their numbers, a landline before a mobile that takes texts."""
    rows = resident.routes.filter(route__in=(Route.PHONE, Route.SMS)).order_by("route", "pk")
    return list(rows.values_list("address", flat=True))


def line_of(numbers: Sequence[str]) -> Line | None:
    """The line of the first number that nobody has stopped."""
    for number in numbers:
        line, _made = Line.objects.get_or_create(service_id=current_service_id(), number=number)
        if not line.stopped:
            return line
    return None


@action
def end_person(*, person: RoundPerson, why: str, by: Acting, now: datetime) -> RoundPerson:
    """They are on this round no longer. Twice is once; what was said and done stays."""
    locked = lock_person(person)
    if locked.standing != Standing.ENDED:
        leave(locked, why, by=by, now=now)
        locked.save()
    return locked


def leave(person: RoundPerson, why: str, *, by: Acting, now: datetime) -> None:
    """Write on a locked row that they are on it no longer."""
    person.standing, person.ended_at, person.ended_why = Standing.ENDED, now, why[:200]
    ledger.record(kind=LEFT, by=by, now=now)


@action
def pause_person(*, person: RoundPerson, by: Acting, now: datetime) -> RoundPerson:
    """Nobody rings them until somebody says so."""
    locked = lock_person(person)
    if locked.standing in (Standing.ACTIVE, Standing.HANDED_ON, Standing.NO_NUMBER):
        locked.standing = Standing.PAUSED
        locked.save(update_fields=["standing"])
    return locked


@action
def resume_person(
    *, person: RoundPerson, due_at: datetime | None = None, by: Acting, now: datetime
) -> RoundPerson:
    """They are in the queue again, with a new ladder: paused, handed on, or with a number at last."""
    locked = lock_person(person)
    if locked.standing in (Standing.PAUSED, Standing.HANDED_ON, Standing.NO_NUMBER):
        callee = callee_of(locked.callee.resident)
        locked.standing = Standing.ACTIVE if callee.line_id else Standing.NO_NUMBER
        locked.silence, locked.due_at = 0, due_at or now
        locked.open_to_all_at = opens_to_all(locked.round, locked.usual_caller, locked.due_at)
        locked.save()
    return locked


def lock_person(person: RoundPerson) -> RoundPerson:
    """Alone with their place on the round until the end of the transaction."""
    return (
        RoundPerson.objects.select_for_update(no_key=True, of=("self",))
        .select_related("round", "callee__resident", "usual_caller")
        .get(pk=person.pk)
    )
