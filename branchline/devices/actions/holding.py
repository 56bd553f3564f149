"""What is held for people in a queue, while somebody lends: the lock that both wait for, and what may not be taken."""

from datetime import date, datetime

from branchline.core.acting import Acting

from .. import errors
from ..models import Device, DeviceRequest
from ..queries.asking import HELD
from ..queries.waiting import free_at, to_lend_there
from .steps import lock
from .waiting import fill_line


def lock_to_lend(device: Device, *also: int, by: Acting, now: datetime) -> Device:
    """Its queue, in which what is free is offered first, then its row and those others: in one order everywhere, so that
    who lends and who offers wait for each other."""
    known = Device.objects.select_related("model", "branch").get(pk=device.pk)
    fill_line(kind=known.model.kind, branch=known.branch, by=by, now=now)
    held = {pk: lock(Device(pk=pk)) for pk in sorted({*also, device.pk})}
    if held[device.pk].branch_id != known.branch_id:
        raise errors.NotAvailable
    return held[device.pk]


def is_held_for_them(asked: DeviceRequest | None, device: Device) -> bool:
    """Whether one at this library is offered to them, or to be collected by them."""
    entry = asked.entry if asked is not None and asked.branch_id == device.branch_id else None
    return entry is not None and entry.state in HELD


def leave_what_is_held(device: Device, today: date) -> None:
    """Refuses `HeldForTheQueue` where this one is counted on for somebody else; one that is booked soon is not."""
    kind, branch = device.model.kind, device.branch
    counted = to_lend_there(kind, branch, today=today).filter(pk=device.pk).exists()
    if counted and not free_at(kind, branch, today=today):
        raise errors.HeldForTheQueue
