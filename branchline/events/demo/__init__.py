"""The demo's events: invented, at real libraries, eight weeks ahead. Part of the door `demo`."""

from datetime import datetime

from branchline.core.scoping import scope
from branchline.places.models import Branch, Kind, Service

from .bookings import book
from .door import open_door
from .drafts import draft_a_course
from .groups import ask_as_groups
from .programme import ELSEWHERE, TRAFFORD, Item
from .writing import put_on

HOME = "trafford"
SERVICES_ELSEWHERE = 25
BRANCHES_EACH = 3
ITEMS_EACH = 3
WELSH = ("cardiff", "gwynedd", "ceredigion")


def load(*, now: datetime) -> None:
    """Put the programme on; loading again only adds the weeks that have come into sight."""
    home = Service.objects.filter(slug=HOME).first()
    if home is not None:
        with scope(home.pk):
            fresh = put_on(_trafford(home), now=now)
            book(fresh, now=now)
            ask_as_groups(fresh, now=now)
            open_door(fresh, now=now)
            draft_a_course(home, now=now)
    for service, programme in _elsewhere():
        with scope(service.pk):
            put_on(programme, now=now)


def _trafford(service: Service) -> list[tuple[Branch, Item]]:
    branches = list(Branch.objects.filter(service=service).open())
    return [
        (branch, item)
        for place in TRAFFORD
        for branch in branches
        if branch.postcode == place.postcode and (branch.kind == Kind.ARCHIVE) == place.archive
        for item in place.items
    ]


def _elsewhere() -> list[tuple[Service, list[tuple[Branch, Item]]]]:
    """Services spread evenly over the list, Welsh ones among them, each with its first branches."""
    branches: dict[int, list[Branch]] = {}
    rows = Branch.objects.filter(kind=Kind.STATIC).exclude(service__slug=HOME).open()
    for branch in rows.order_by("service_id", "pk"):
        branches.setdefault(branch.service_id, []).append(branch)
    known = Service.objects.filter(live=True, pk__in=branches).order_by("slug")
    step = max(1, len(known) // SERVICES_ELSEWHERE)
    chosen = [s for n, s in enumerate(known) if n % step == 0 or s.slug in (*WELSH, "newcastle")]
    return [
        (
            service,
            [
                (branch, ELSEWHERE[(turn + ITEMS_EACH * place + n) % len(ELSEWHERE)])
                for place, branch in enumerate(branches[service.pk][:BRANCHES_EACH])
                for n in range(ITEMS_EACH)
            ],
        )
        for turn, service in enumerate(chosen)
    ]
