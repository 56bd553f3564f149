"""What a caller sees of the one they ring: a first name, what matters to them, and what the last caller left."""

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
    resident = lease.person.callee.resident
    needs = list(resident.needs.filter(ended_at__isnull=True).order_by("pk"))
    relay = needs_relay(needs)
    number = lease.line.number
    said = (
        Conversation.objects.filter(attempt__person=lease.person)
        .select_related("attempt__worker")
        .order_by("-attempt__ended_at", "-pk")
        .first()
    )
    return Screen(
        name=lease.name,
        number=f"{RELAY} {spaced(number)}" if relay else spaced(number),
        dial=link_of(number, relay=relay),
        relay=relay,
        needs=[str(each.get_need_display()) for each in needs],
        last=said,
    )


def attempt_of(worker: Worker, *, public_id: str) -> Attempt:
    """A caller's own report. Raises NoSuchCall. One query."""
    found = (
        Attempt.objects.select_related("person__round", "person__callee__resident")
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
