"""People are put on a round, paused, taken off. Nobody is put on who may not be rung; nobody falls out unseen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people.models import Contact, Purpose, Resident, Worker
from branchline.people.queries import may_contact, resident_now

from ..errors import NotCalled, OnTheRoundAlready, SayWhy
from ..measures import JOINED, LEFT
from ..models import Callee, CallRound, Line, RoundPerson, Standing
from ..queries import NOT_SCREENED, REASONS, why_not_on


@action
def put_on_round(
    *,
    round_: CallRound,
    resident: Resident,
    why: str,
    priority: int = 1,
    due_at: datetime | None = None,
    usual_caller: Worker | None = None,
    key: str = "",
    by: Acting,
    now: datetime,
) -> RoundPerson:
    """Somebody is to be rung, for a reason that they may hear. Refuses NotCalled (with the sentence), OnTheRoundAlready.

    Who has no number comes on all the same, to be seen there: `Standing.NO_NUMBER`; so does who waits for screening. Once
    per `key`, where a form has one.
    """

    def create() -> str:
        callee = callee_of(_who_may_be_rung(resident, round_, now))
        standing = standing_of(callee, round_, now=now)
        if RoundPerson.objects.on_it().filter(round=round_, callee=callee).exists():
            raise OnTheRoundAlready
        due = due_at or now
        made = RoundPerson.objects.create(
            service_id=current_service_id(),
            round=round_,
            callee=callee,
            standing=standing,
            why=" ".join(why.split())[:200],
            priority=priority,
            usual_caller=usual_caller,
            due_at=due,
            open_to_all_at=opens_to_all(round_, usual_caller, due),
            joined_at=now,
        )
        ledger.record(kind=JOINED, by=by, now=now, branch_id=round_.branch_id)
        return made.public_id

    made = once(key=key, action="calls.put_on", now=now, create=create)[0] if key else create()
    return RoundPerson.objects.select_related("callee", "round").get(public_id=made)


def _who_may_be_rung(resident: Resident, round_: CallRound, now: datetime) -> Resident:
    """Their record as it stands today. Refuses NotCalled, with the sentence."""
    person = resident_now(number=resident.pk)
    if person is None:
        raise NotCalled(REASONS["gone"])
    decision = may_contact(person=person, purpose=Purpose(round_.purpose), now=now)
    if not decision:
        raise NotCalled(decision.why)
    return person


def standing_of(callee: Callee, round_: CallRound, *, now: datetime) -> Standing:
    """Where somebody stands who is to be rung from now on. Refuses NotCalled where the number of a promotional round is on a
    list, or they wish no news."""
    if callee.line is None:
        return Standing.NO_NUMBER
    if not round_.promotional:
        return Standing.ACTIVE
    why = why_not_on(round_=round_, resident=callee.resident, line=callee.line, until=now)
    if why and why != NOT_SCREENED:
        raise NotCalled(REASONS[why])
    return Standing.SCREENING if why else Standing.ACTIVE


def opens_to_all(round_: CallRound, usual: Worker | None, due: datetime) -> datetime:
    """When anybody may ring: at once where nobody usually does."""
    return due + timedelta(hours=round_.usual_wait_hours) if usual is not None else due


def callee_of(resident: Resident) -> Callee:
    """How somebody is rung: what is there, or a new row with the number we know. Alone with the resident's row."""
    Resident.objects.select_for_update(no_key=True).get(pk=resident.pk)
    found = Callee.objects.select_related("line").filter(resident=resident).first()
    if found is not None:
        return line_up(found, resident)
    return Callee.objects.create(
        service_id=resident.service_id,
        resident=resident,
        line=line_of(numbers_of(resident)),
        spoken=resident.spoken_language,
    )


def line_up(callee: Callee, resident: Resident) -> Callee:
    """The line of a number in their record: the one they have if it still is, else the first that nobody stopped."""
    numbers = numbers_of(resident)
    line = callee.line
    if line is None or line.stopped or line.number not in numbers:
        callee.line = line_of(numbers)
        callee.save(update_fields=["line"])
    return callee


def numbers_of(resident: Resident) -> list[str]:
    """Their numbers, a landline before a mobile that takes texts; last those by which they have booked."""
    spoken = Q(route__in=(Route.PHONE, Route.SMS))
    booked = Contact.objects.filter(
        links__resident=resident, links__same=True, links__undone_at__isnull=True
    )
    return [
        number
        for rows in (resident.routes, booked)
        for number in rows.filter(spoken).order_by("route", "pk").values_list("address", flat=True)
    ]


def line_of(numbers: Sequence[str]) -> Line | None:
    """The line of the first number that nobody has stopped."""
    for number in numbers:
        line, _made = Line.objects.get_or_create(service_id=current_service_id(), number=number)
        if not line.stopped:
            return line
    return None


@action
def choose_usual_caller(
    *, person: RoundPerson, worker: Worker | None, by: Acting, now: datetime
) -> RoundPerson:
    """From now on this caller rings them first; None: whoever is free. Twice is once."""
    locked = lock_person(person)
    locked.usual_caller, locked.stands_in_for = worker, None
    locked.open_to_all_at = opens_to_all(locked.round, worker, locked.due_at)
    locked.save(update_fields=["usual_caller", "stands_in_for", "open_to_all_at"])
    return locked


@action
def end_person(*, person: RoundPerson, why: str, by: Acting, now: datetime) -> RoundPerson:
    """They are on this round no longer. Twice is once; what was said and done stays. Refuses SayWhy."""
    if not why.strip():
        raise SayWhy
    locked = lock_person(person)
    leave(locked, why, by=by, now=now)
    return locked


def leave(person: RoundPerson, why: str, *, by: Acting, now: datetime) -> None:
    """Write on a locked row that they are on it no longer, unless they are not."""
    if person.standing == Standing.ENDED:
        return
    person.standing, person.ended_at = Standing.ENDED, now
    person.ended_why = " ".join(why.split())[:200]
    person.save(update_fields=["standing", "ended_at", "ended_why"])
    ledger.record(kind=LEFT, by=by, now=now, branch_id=person.round.branch_id)


@action
def pause_person(*, person: RoundPerson, by: Acting, now: datetime) -> RoundPerson:
    """Nobody rings them until somebody says so."""
    locked = lock_person(person)
    if locked.standing not in (Standing.PAUSED, Standing.ENDED):
        locked.standing = Standing.PAUSED
        locked.save(update_fields=["standing"])
    return locked


@action
def resume_person(
    *, person: RoundPerson, due_at: datetime | None = None, by: Acting, now: datetime
) -> RoundPerson:
    """They are in the queue again, with a new ladder: paused, handed on, or with a number at last. Refuses NotCalled."""
    locked = lock_person(person)
    if locked.standing in (Standing.PAUSED, Standing.HANDED_ON, Standing.NO_NUMBER):
        callee = line_up(locked.callee, _who_may_be_rung(locked.callee.resident, locked.round, now))
        locked.standing = standing_of(callee, locked.round, now=now)
        locked.silence, locked.due_at = 0, due_at or now
        locked.open_to_all_at = opens_to_all(locked.round, locked.usual_caller, locked.due_at)
        locked.save()
    return locked


def account_of(by: Acting) -> int | None:
    """The account of whoever acts, where they have one."""
    return by.actor.id if by.actor and by.actor.kind == "account" else None


def lock_person(person: RoundPerson) -> RoundPerson:
    """Alone with their place on the round until the end of the transaction."""
    return (
        RoundPerson.objects.select_for_update(no_key=True, of=("self",))
        .select_related("round", "callee__resident", "callee__line", "usual_caller")
        .get(pk=person.pk)
    )
