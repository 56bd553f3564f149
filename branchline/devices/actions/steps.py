"""One event of a device: the row locked, the database’s own order asked, and its refusal put into our words."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from branchline.core.acting import Acting
from branchline.core.errors import Refusal
from branchline.people.actions.written import account_of
from branchline.places.models import Branch

from ..errors import IsBooked, NoLongerOurs, NotFromHere, NotInThisOrder, SecondPerson
from ..models import Device, DeviceEvent, Event, Loan
from ..models.stock import WORDS_LIMIT

REFUSED: dict[str, type[Refusal]] = {
    "devices_step_in_order": NotFromHere,
    "devices_event_step_once": NotFromHere,
    "devices_facts_in_order": NotInThisOrder,
    "devices_second_person": SecondPerson,
    "devices_is_booked": IsBooked,
}
"""What the database calls each of its rules."""


def lock(device: Device) -> Device:
    """The row as it is now, ours until the end. Raises `NoLongerOurs`."""
    rows = Device.objects.select_for_update(of=("self",)).select_related("model", "branch", "case")
    locked = rows.get(pk=device.pk)
    if locked.has_ended:
        raise NoLongerOurs
    return locked


def lock_loan(loan: Loan) -> Loan:
    """The device's row first, then the loan's, as they are now."""
    lock(Device(pk=loan.device_id))
    rows = Loan.objects.select_for_update(of=("self",)).with_names()
    held: Loan = rows.get(pk=loan.pk)
    return held


def add_event(
    device: Device,
    kind: Event,
    *,
    words: str = "",
    branch: Branch | None = None,
    by: Acting,
    now: datetime,
) -> DeviceEvent:
    """Write it down; the trigger moves the device. Raises the refusals of `REFUSED`."""
    made: DeviceEvent = in_our_words(
        lambda: DeviceEvent.objects.create(
            service_id=device.service_id,
            device=device,
            kind=kind,
            at=now,
            by_id=account_of(by),
            words=" ".join(words.split())[:WORDS_LIMIT],
            branch=branch,
        ),
        REFUSED,
    )
    device.refresh_from_db(fields=["standing", "standing_since", "round", "branch"])
    return made


def in_our_words(
    write: Callable[[], DeviceEvent], refused: dict[str, type[Refusal]]
) -> DeviceEvent:
    """Do it; what a constraint says no to is a refusal of ours."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as broken:
        raise refusal_of(broken, refused) from broken


def refusal_of(broken: IntegrityError, refused: dict[str, type[Refusal]]) -> Exception:
    """The refusal that stands for the constraint that said no, or the error itself."""
    name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "") or ""
    return refused[name]() if name in refused else broken
