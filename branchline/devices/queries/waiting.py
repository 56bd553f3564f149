"""The queues: who is next for which kind of device at which library, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.fairqueue import Criterion, EntryState
from branchline.core.fairqueue import Rule as QueueRule
from branchline.core.permits import Holding
from branchline.places.models import Branch

from ..models import BUFFER, Band, Device, DeviceRequest, Kind, Loan, Standing
from ..models.asking import IN_LINE
from ..models.stock import DeviceQuerySet
from ..permits import HANDLE_REQUESTS
from .availability import LENGTH

RULE = QueueRule("devices-1", criteria=(Criterion("need_band"),))
"""The need band, A first; then first come. Published in each queue’s log."""
LONGEST = 200


def subject(kind: str, branch: Branch) -> str:
    """As what a queue is known in `core.fairqueue`."""
    return f"devices.{kind}:{branch.public_id}"


@dataclass(frozen=True)
class Place:
    """Where somebody stands. `number` 1 is next; None: paused, or held a device."""

    request: DeviceRequest
    number: int | None
    why: str


def line_of(kind: str, branch: Branch) -> list[Place]:
    """Who waits, in the order of the rule, the paused at their place. One query."""
    rows = DeviceRequest.objects.filter(kind=kind, branch=branch).in_line().with_names()
    return places(list(rows.order_by("entry__order")[:LONGEST]))


def places(rows: Sequence[DeviceRequest]) -> list[Place]:
    """Number and reason of each, of a whole line in its order. No query."""
    before: Counter[Band] = Counter()
    found = []
    for each in rows:
        assert each.entry is not None  # noqa: S101  # they are in a line
        waits = each.entry.state == EntryState.WAITING
        why = why_there(before) if waits else _("Paused: keeps this place, and is offered nothing")
        found.append(Place(each, sum(before.values()) + 1 if waits else None, why))
        if waits:
            before[Band(each.band)] += 1
    return found


def why_there(before: Counter[Band]) -> str:
    """ "2 in band A, 1 in band B before them"."""
    if not sum(before.values()):
        return _("Next: nobody waits before them")
    parts = [
        _("%(n)s in band %(band)s") % {"n": before[band], "band": band.letter}
        for band in Band
        if before[band]
    ]
    return _("Before them: %(who)s") % {"who": ", ".join(parts)}


def place_of(request: DeviceRequest) -> Place | None:
    """Where one stands. None: not in a line. One query."""
    if request.entry is None or request.entry.state not in IN_LINE:
        return None
    rows = DeviceRequest.objects.filter(
        entry__queue=request.entry.queue_id, entry__state=EntryState.WAITING,
        entry__order__lt=request.entry.order,
    )  # fmt: skip
    counted = rows.order_by().values_list("band").annotate(n=Count("pk"))
    before = Counter({Band(band): n for band, n in counted})
    if request.entry.state == EntryState.PAUSED:
        return Place(request, None, _("Paused: keeps this place, and is offered nothing"))
    return Place(request, sum(before.values()) + 1, why_there(before))


def held_for(kind: str, branch: Branch) -> Sequence[DeviceRequest]:
    """For whom a device is held there: offered, or to be collected. One query."""
    rows = DeviceRequest.objects.filter(kind=kind, branch=branch).promised().with_names()
    return list(rows.order_by("entry__until", "pk"))


def _to_lend(today: date) -> DeviceQuerySet:
    """What could go out today for a whole loan: available, and booked by nobody until that would be over."""
    soon = today + LENGTH + BUFFER
    booked = Loan.objects.standing().filter(device=OuterRef("pk"), from_day__lte=soon)
    there: DeviceQuerySet = Device.objects.filter(~Exists(booked), standing=Standing.AVAILABLE)
    return there


def to_lend_there(kind: str, branch: Branch, *, today: date) -> DeviceQuerySet:
    """Of a kind at a library, with names."""
    return _to_lend(today).of_kind(kind, branch).with_names()


def free_at(kind: str, branch: Branch, *, today: date) -> int:
    """How many devices of a kind could be offered at a library now: to lend there, and held for nobody. Two queries."""
    there = to_lend_there(kind, branch, today=today).count()
    return max(0, there - DeviceRequest.objects.filter(kind=kind, branch=branch).promised().count())


@dataclass(frozen=True)
class Stands:
    """A queue in numbers."""

    kind: Kind
    branch: Branch
    waiting: int
    paused: int
    held: int
    available: int

    @property
    def words(self) -> str:
        """ "Tablet, Sale Library"."""
        return f"{self.kind.label}, {self.branch.name}"

    @property
    def people(self) -> str:
        """ "3 people wait"."""
        return ngettext("%(n)s person waits", "%(n)s people wait", self.waiting) % {
            "n": self.waiting
        }


def queues_here(holdings: Sequence[Holding], *, today: date) -> list[Stands]:
    """Every queue of these libraries in which somebody waits or for whom a device is held. Three queries."""
    state = "entry__state"
    rows = (
        DeviceRequest.objects.filter(HANDLE_REQUESTS.visible(holdings), entry__isnull=False)
        .order_by()
        .values("kind", "branch")
        .annotate(
            waiting=Count("pk", filter=Q(**{state: EntryState.WAITING})),
            paused=Count("pk", filter=Q(**{state: EntryState.PAUSED})),
            held=Count(
                "pk",
                filter=Q(**{state: EntryState.OFFERED})
                | Q(**{state: EntryState.ACCEPTED}, referral__state="accepted"),
            ),
        )
    )
    found = [row for row in rows if row["waiting"] or row["paused"] or row["held"]]
    branches = {
        each.pk: each for each in Branch.objects.filter(pk__in={row["branch"] for row in found})
    }
    available = {
        (kind, branch): n
        for kind, branch, n in _to_lend(today)
        .order_by()
        .values_list("model__kind", "branch")
        .annotate(n=Count("pk"))
    }
    stands = [
        Stands(
            Kind(row["kind"]), branches[row["branch"]], row["waiting"], row["paused"], row["held"],
            available.get((row["kind"], row["branch"]), 0),
        )
        for row in found
    ]  # fmt: skip
    return sorted(stands, key=lambda each: (list(Kind).index(each.kind), str(each.branch.name)))


def lends_here(*, service_id: int) -> bool:
    """Whether a service has a device to lend: only then the way to ask is shown. One query."""
    return Device.objects.filter(service=service_id, standing=Standing.AVAILABLE).exists()
