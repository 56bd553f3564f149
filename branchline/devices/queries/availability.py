"""When a device is free: the one calculation, shown as a calendar and asked before anything is booked or lent.

A day a device is due is a forecast. One that is late is expected a week from today, and again a week from tomorrow;
after each loan come the days of making it ready; one that waits to be made ready is free after as many.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from branchline.places.models import Branch
from branchline.places.queries import calendar_of

from ..models import BUFFER, Device, DeviceModel, Loan, Standing

A_DAY = timedelta(days=1)
PUSHED_ON = timedelta(days=7)
"""So long from today a late one is expected, on every day anew."""
LENGTH = timedelta(days=28)
"""How long a loan is unless something else is said."""
LONGEST = timedelta(days=182)
COUNTED = (Standing.AVAILABLE, Standing.LENT, Standing.TO_READY)
"""Those that can be lent, now or soon; one in repair or lost comes back nobody knows when."""


@dataclass(frozen=True)
class Hold:
    """A device is kept from the first until the last of these days; `loan`: the row that keeps it, if one does."""

    device: int
    first: date
    last: date
    loan: int | None = None


@dataclass(frozen=True)
class FreeDay:
    """How many of a model are free on a day, of how many; on a day that is closed nothing is fetched or brought."""

    day: date
    free: int
    of: int
    is_open: bool


def expected_back(loan: Loan, *, today: date) -> date:
    """The day it is due; of one that is late, a week from today. No query."""
    return today + PUSHED_ON if loan.is_late(today) else loan.due_day


def holds(devices: Collection[tuple[int, str]], *, today: date) -> list[Hold]:
    """What keeps these devices (row number, standing) from today on. One query."""
    found = [
        Hold(pk, today, today + BUFFER - A_DAY)
        for pk, standing in devices
        if standing == Standing.TO_READY
    ]
    rows = Loan.objects.standing().filter(device__in=[pk for pk, _standing in devices])
    for loan in rows.only("pk", "device", "from_day", "due_day", "out_at", "ended_at"):
        last = expected_back(loan, today=today) + BUFFER
        found.append(Hold(loan.device_id, loan.from_day, last, loan.pk))
    return found


def clash(
    device: Device, *, first: date, due: date, today: date, apart_from: Loan | None = None
) -> Hold | None:
    """What keeps the device in the way of a loan of these days. One query."""
    own = apart_from.pk if apart_from is not None else 0
    last = due + BUFFER
    in_the_way = (
        hold
        for hold in holds([(device.pk, device.standing)], today=today)
        if hold.loan != own and hold.first <= last and first <= hold.last
    )
    return min(in_the_way, key=lambda hold: hold.first, default=None)


def availability(
    *, model: DeviceModel, branch: Branch, first: date, days: int, today: date
) -> list[FreeDay]:
    """A model at a library, day by day. Five queries, however many devices there are."""
    rows = Device.objects.filter(model=model, branch=branch, standing__in=COUNTED)
    devices = list(rows.values_list("pk", "standing"))
    kept: dict[int, set[int]] = {}
    for hold in holds(devices, today=today):
        begin, end = (hold.first - first).days, (hold.last - first).days
        kept.setdefault(hold.device, set()).update(range(max(begin, 0), min(end, days - 1) + 1))
    busy = [0] * days
    for taken in kept.values():
        for place in taken:
            busy[place] += 1
    return [
        FreeDay(day, len(devices) - busy[n], len(devices), is_open)
        for n, (day, is_open) in enumerate(open_days(branch, first, days=days))
    ]


def open_days(branch: Branch, first: date, *, days: int) -> list[tuple[date, bool]]:
    """Each day, and whether something can be fetched or brought; at a library of which nobody has said when it opens
    always. Three queries."""
    calendar = calendar_of(branch, from_day=first)
    known = [(day, calendar.day(day)) for day in (first + n * A_DAY for n in range(days))]
    return [(day, hours is None or bool(hours.spans)) for day, hours in known]


def next_open_day(branch: Branch, day: date) -> date:
    """This day or the next on which the library is open; itself where none is within two months. Three queries."""
    return next((each for each, is_open in open_days(branch, day, days=60) if is_open), day)
