"""What a caller sees of the one they ring: a first name, what matters to them, and what the last caller left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from branchline.core.clock import in_london, london
from branchline.core.telephones import spaced
from branchline.people.models import CommunicationNeed, Need, Worker

from ..errors import NoSuchCall
from ..models import Attempt, Conversation, Outcome
from ..telephony import RELAY, link_of
from .leases import Lease


@dataclass(frozen=True)
class Screen:
    """One call in hand. `dial`: for a link that rings; `last`: the newest conversation that was kept."""

    name: str
    number: str
    dial: str
    relay: bool
    needs: Sequence[str]
    last: Conversation | None


@dataclass(frozen=True)
class Day:
    """What a caller did today."""

    calls: int
    talks: int


def needs_relay(needs: Sequence[CommunicationNeed]) -> bool:
    """Whether they are rung through Relay UK."""
    return any(each.need == Need.RELAY for each in needs)


def screen_of(lease: Lease) -> Screen:
    """Two queries. The last name, the address and the date of birth are not on it: a caller needs none."""
    return screens_of([lease])[0]


def screens_of(leases: Sequence[Lease]) -> list[Screen]:
    """The same for many, by two queries in all."""
    helps: dict[int, list[CommunicationNeed]] = defaultdict(list)
    theirs = [each.person.callee.resident_id for each in leases]
    needs = CommunicationNeed.objects.filter(resident__in=theirs, ended_at__isnull=True)
    for need in needs.order_by("pk"):
        helps[need.resident_id].append(need)
    said = (
        Conversation.objects.filter(attempt__person__in=[each.person.pk for each in leases])
        .select_related("attempt__worker")
        .order_by("attempt__person", "-attempt__ended_at", "-pk")
        .distinct("attempt__person")
    )
    last = {each.attempt.person_id: each for each in said}
    return [
        _screen(each, helps[each.person.callee.resident_id], last.get(each.person.pk))
        for each in leases
    ]


def _screen(lease: Lease, needs: Sequence[CommunicationNeed], last: Conversation | None) -> Screen:
    relay = needs_relay(needs)
    number = lease.line.number
    return Screen(
        name=lease.name,
        number=f"{RELAY} {spaced(number)}" if relay else spaced(number),
        dial=link_of(number, relay=relay),
        relay=relay,
        needs=[str(each.get_need_display()) for each in needs],
        last=last,
    )


def attempt_of(worker: Worker, *, public_id: str) -> Attempt:
    """A caller's own report. Raises NoSuchCall. One query."""
    found = (
        Attempt.objects.select_related(
            "person__round", "person__callee__resident", "person__usual_caller"
        )
        .filter(worker=worker, public_id=public_id)
        .first()
    )
    if found is None:
        raise NoSuchCall
    return found


def day_of(worker: Worker, *, now: datetime) -> Day:
    """Since midnight in London. One query."""
    here = in_london(now)
    since = london(here.year, here.month, here.day)
    outcomes = list(
        Attempt.objects.filter(worker=worker, ended_at__gte=since).values_list("outcome", flat=True)
    )
    return Day(len(outcomes), sum(each == Outcome.ANSWERED for each in outcomes))
