"""Book a device, lend it, extend, take it back, swap it. The device's row is locked first, so that two at one moment
wait for each other; the database keeps the loans of a device apart besides."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import get_language

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.design import dates
from branchline.people.actions.written import account_of
from branchline.people.models import Purpose, Resident
from branchline.people.queries import may_contact, resident_now
from branchline.people.queries.wishes import DIED

from .. import errors, measures
from ..models import BUFFER, Device, Ending, Loan, Need, Standing
from ..models.loans import PURPOSE_LIMIT
from ..queries.asking import answered_by_lending
from ..queries.availability import A_DAY, COUNTED, LENGTH, LONGEST, clash, next_open_day
from ..queries.loans import parts_to_lend
from .holding import is_held_for_them, leave_what_is_held, lock_to_lend
from .settling import settle
from .signing import Signed, sign, sign_alike
from .steps import lock, lock_loan, refusal_of
from .waiting import hand_over

P = ParamSpec("P")
R = TypeVar("R")
AGAIN = {"40P01", "40001"}
REFUSED = {
    "devices_loan_apart": errors.KeptForSomebody,
    "devices_loan_one_open": errors.NotAvailable,
    "devices_step_in_order": errors.NotAvailable,
    "devices_loan_in_order": errors.NotOutNow,
}


def once_more(function: Callable[P, R]) -> Callable[P, R]:
    """What the database broke off because two waited for each other is done once more, from the beginning."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except OperationalError as broken:
            if connection.in_atomic_block or getattr(broken.__cause__, "sqlstate", "") not in AGAIN:
                raise
            return function(*args, **kwargs)

    return run


@once_more
@action
def reserve_device(
    *, device: Device, resident: Resident, from_day: date, due_day: date, purpose: str = "", by: Acting, now: datetime
) -> Loan:  # fmt: skip
    """Keep it for somebody on days to come. Refuses `BookAhead`, `NotThatLong`, `ClosedThatDay`, `KeptForSomebody`,
    `NotAvailable` (in repair, lost), `TheyHaveDied`, `NoLongerOurs`."""
    today = in_london(now).date()
    soon = from_day <= today + LENGTH + BUFFER
    locked = lock_to_lend(device, by=by, now=now) if soon else lock(device)
    if locked.standing not in COUNTED:
        raise errors.NotAvailable
    if from_day <= today:
        raise errors.BookAhead
    _open_on(locked, from_day, field="from_day")
    if soon:
        leave_what_is_held(locked, today)
    loan = Loan(
        service_id=locked.service_id, device=locked, resident=_living(resident, now), branch=locked.branch,
        from_day=from_day, due_day=due_day, purpose=_words(purpose), made_at=now,
    )  # fmt: skip
    return _fitting(loan, today)


@once_more
@action
def lend_device(
    *,
    device: Device,
    resident: Resident,
    due_day: date,
    parts: Sequence[str] = (),
    signed: Signed,
    purpose: str = "",
    by: Acting,
    now: datetime,
) -> Loan:
    """It goes out with them, with the parts that are ticked; their own booking of it becomes the loan. Refuses
    `NotAvailable`, `EssentialIsMissing`, `NotSigned`, `WitnessSignsIn`, and what `reserve_device` refuses."""
    locked, today = lock_to_lend(device, by=by, now=now), in_london(now).date()
    if locked.standing != Standing.AVAILABLE:
        raise errors.NotAvailable
    person = _living(resident, now)
    asked = answered_by_lending(person, locked.model.kind)
    if not is_held_for_them(asked, locked):
        leave_what_is_held(locked, today)
    booked = Loan.objects.standing().filter(device=locked, resident=person).order_by("from_day")
    loan = booked.first() or Loan(
        service_id=locked.service_id, device=locked, resident=person, made_at=now
    )
    loan.branch, loan.from_day, loan.due_day = locked.branch, today, due_day
    loan.purpose = _words(purpose) or loan.purpose
    loan.parts_out, loan.request = _ticked(locked, parts), asked
    loan.out_at, loan.lent_by_id = now, account_of(by)
    _fitting(loan, today)
    sign(loan, signed, by=by, now=now)
    if asked is not None:
        hand_over(asked, by=by, now=now)
    _record(measures.LENT, loan, by, now)
    return loan


@once_more
@action
def extend_loan(*, loan: Loan, due_day: date, by: Acting, now: datetime) -> Loan:
    """They may keep it for longer, if nobody has it booked after. Refuses `NotOutNow`, `KeptForSomebody`,
    `ClosedThatDay`, `NotThatLong`."""
    today = in_london(now).date()
    held = lock_loan(loan)
    if not held.is_out:
        raise errors.NotOutNow
    if due_day <= held.due_day:
        raise errors.NotThatLong
    held.due_day, held.extended = due_day, held.extended + 1
    _fitting(held, today)
    settle(held, by=by, now=now)
    return held


@once_more
@action
def take_back(*, loan: Loan, parts: Sequence[str] = (), by: Acting, now: datetime) -> Loan:
    """It is back with the parts that are ticked; what is missing is noted, and nobody is blamed. The device is made
    ready from the first step. Refuses `NotOutNow`."""
    held = lock_loan(loan)
    if not held.is_out:
        raise errors.NotOutNow
    _end(held, parts, by, now)
    return held


@once_more
@action
def swap_device(
    *, loan: Loan, device: Device, parts: Sequence[str] = (), parts_out: Sequence[str] = (), by: Acting, now: datetime
) -> Loan:  # fmt: skip
    """Something is wrong with it: it comes in and another goes out on the same day, until the same day and under what
    was signed. Refuses `NotOutNow`, `NotAvailable`, `EssentialIsMissing`, `KeptForSomebody`."""
    today = in_london(now).date()
    other = lock_to_lend(device, loan.device_id, by=by, now=now)
    held = lock_loan(loan)
    if not held.is_out:
        raise errors.NotOutNow
    if other.standing != Standing.AVAILABLE:
        raise errors.NotAvailable
    leave_what_is_held(other, today)
    _end(held, parts, by, now)
    new = Loan(
        service_id=held.service_id, device=other, resident=held.resident, branch=other.branch, from_day=today,
        due_day=max(held.due_day, today + A_DAY), purpose=held.purpose, extended=held.extended, made_at=now, request=held.request,
        out_at=now, lent_by_id=account_of(by), parts_out=_ticked(other, parts_out),
    )  # fmt: skip
    _fitting(new, today, any_day=True)
    sign_alike(new, held)
    _record(measures.LENT, new, by, now)
    return new


@once_more
@action
def drop_booking(*, loan: Loan, by: Acting, now: datetime) -> Loan:
    """They do not want it any more, or it went to somebody who could not wait. Refuses `NotOutNow`."""
    held = lock_loan(loan)
    if not held.is_booked:
        raise errors.NotOutNow
    held.ended_at, held.ending, held.ended_by_id = now, Ending.DROPPED, account_of(by)
    return _kept(held)


def _living(resident: Resident, now: datetime) -> Resident:
    person = resident_now(number=resident.pk) or resident
    if may_contact(person=person, purpose=Purpose.OWN_AFFAIRS, now=now) is DIED:
        raise errors.TheyHaveDied
    return person


def _fitting(loan: Loan, today: date, *, any_day: bool = False) -> Loan:
    """Kept, if its days are in order and nobody else is in the way."""
    if not loan.from_day <= loan.due_day <= max(loan.from_day, today) + LONGEST or loan.due_day <= today:  # fmt: skip
        raise errors.NotThatLong
    if not any_day:
        _open_on(loan.device, loan.due_day, field="due_day")
    own = loan if loan.pk else None
    found = clash(loan.device, first=loan.from_day, due=loan.due_day, today=today, apart_from=own)
    if found is not None and found.loan is None:
        raise errors.NotAvailable
    if found is not None:
        raise errors.KeptForSomebody(str(errors.KEPT_FROM) % {"day": _day(max(found.first, today))})
    return _kept(loan)


def _kept(loan: Loan) -> Loan:
    try:
        with transaction.atomic():
            loan.save()
    except IntegrityError as broken:
        raise refusal_of(broken, REFUSED) from broken
    return loan


def _open_on(device: Device, day: date, *, field: str) -> None:
    following = next_open_day(device.branch, day)
    if following != day:
        said = str(errors.ClosedThatDay.sentence) % {"day": _day(day), "next": _day(following)}
        raise errors.ClosedThatDay(said, field=field)


def _ticked(device: Device, parts: Sequence[str]) -> list[str]:
    """What goes out; everything essential has to."""
    known = parts_to_lend(device)
    missing = [
        part.name for part in known if part.need == Need.ESSENTIAL and part.name not in parts
    ]
    if missing:
        raise errors.EssentialIsMissing(
            str(errors.EssentialIsMissing.sentence) % {"parts": ", ".join(missing)}
        )
    return [part.name for part in known if part.name in parts]


def _end(loan: Loan, parts: Sequence[str], by: Acting, now: datetime) -> None:
    """Back, with what came with it; what is used up is not asked for."""
    used_up = {p.name for p in parts_to_lend(loan.device) if p.need == Need.CONSUMABLE}
    loan.parts_missing = [
        name for name in loan.parts_out if name not in parts and name not in used_up
    ]
    loan.ended_at, loan.ending, loan.ended_by_id = now, Ending.BACK, account_of(by)
    _kept(loan)
    settle(loan, by=by, now=now)
    _record(measures.CAME_BACK, loan, by, now)


def _words(purpose: str) -> str:
    return " ".join(purpose.split())[:PURPOSE_LIMIT]


def _day(day: date) -> str:
    return dates.day_words(day, get_language(), year=True)


def _record(kind: ledger.Kind, loan: Loan, by: Acting, now: datetime) -> None:
    links = {"device": loan.device.public_id}
    ledger.record(kind=kind, by=by, now=now, branch_id=loan.branch_id, links=links)
