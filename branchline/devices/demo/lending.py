"""What is with people in the demo, booked, and later than expected."""

from datetime import datetime, timedelta

from django.db.models import Q

from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.messages.models import Route
from branchline.people.models import MarkKind, Resident

from .. import actions
from ..actions import Signed
from ..ladder import HOUSE_DAYS, Rung
from ..models import (
    Device,
    Loan,
    News,
    Standing,
    Way,
)
from ..queries import next_open_day

PURPOSES = ("To see my grandchildren", "To order my prescriptions", "", "To look for work")


def lend(by: Acting, now: datetime) -> None:
    """Sixteen are with people, three of them later than expected; four are booked."""
    people = Resident.objects.standing().exclude(marks__kind=MarkKind.DECEASED).order_by("pk")
    free = Device.objects.filter(standing=Standing.AVAILABLE, case__isnull=True).order_by("-pk")
    today = in_london(now).date()
    some = [device for place, device in enumerate(free) if place % 7 in (1, 4)]
    for place, (device, person) in enumerate(zip(some[:20], people[:20], strict=False)):
        if place >= 16:
            first = next_open_day(device.branch, today + timedelta(days=place - 10))
            due = next_open_day(device.branch, first + timedelta(days=21))
            actions.reserve_device(device=device, resident=person, from_day=first, due_day=due, by=by, now=now)  # fmt: skip
            continue
        went = now - timedelta(days=32 if place < 3 else place)
        due = next_open_day(device.branch, in_london(went).date() + timedelta(days=28))
        actions.lend_device(
            device=device, resident=person, due_day=due, purpose=PURPOSES[place % len(PURPOSES)],
            signed=Signed(Way.TYPED, person.name, easy=place % 4 == 0), by=by, now=went,
        )  # fmt: skip


def after_the_day(by: Acting, now: datetime) -> None:
    """Of those that are later than expected one would like to keep theirs, and one is away; the worker asks the third. And one
    has been out since long before: all was tried, and they are told of a pause of its data."""
    today = in_london(now).date()
    actions.change_days(days={**HOUSE_DAYS, Rung.VISIT: 24})
    late = Loan.objects.out().filter(due_day__lt=today).order_by("due_day", "pk")
    said = (
        (News.KEEP, "Her granddaughter rings every Sunday", None),
        (News.AWAY, "At his daughter’s in Rhyl until then", today + timedelta(days=9)),
    )  # fmt: skip
    for loan, (what, words, until) in zip(late, said, strict=False):
        actions.take_rung(loan=loan, by=by, now=now - timedelta(days=1))
        actions.note_news(loan=loan, what=what, words=words, quiet_until=until, by=by, now=now)
    device = Device.objects.filter(standing=Standing.AVAILABLE, sim__isnull=False).first()
    lent = Loan.objects.standing().values("resident")
    person = Resident.objects.standing().filter(routes__route=Route.EMAIL).exclude(
        Q(marks__kind=MarkKind.DECEASED) | Q(pk__in=lent)
    ).order_by("pk").first()  # fmt: skip
    if device is None or person is None:
        return
    loan = actions.lend_device(
        device=device, resident=person, due_day=next_open_day(device.branch, today - timedelta(days=50)),
        purpose="To write to my brother", signed=Signed(Way.TYPED, person.name), by=by, now=now - timedelta(days=78),
    )  # fmt: skip
    for ago in range(48, 2, -1):
        actions.take_rung(loan=loan, by=by, now=now - timedelta(days=ago))
    actions.note_news(
        loan=loan, what=News.MISSED, words="Rung in the morning and at five", by=by, now=now - timedelta(days=34)
    )  # fmt: skip
    if any(row.rung == Rung.SORT for row in loan.rungs.all()):
        actions.tell_of_pause(loan=loan, by=by, now=now - timedelta(days=2))
