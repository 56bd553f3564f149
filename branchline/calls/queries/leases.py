"""The lease that a caller holds: whose line, until when, and whether the person may still be rung."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core import signing
from django.utils.crypto import salted_hmac

from branchline.people.models import Worker

from ..errors import NoLease
from ..models import Line, RoundPerson
from .why_not import why_not_on

LEASE_MINUTES = 20
"""From the claim, and again from each sign of the caller."""
LONGEST_HOURS = 2
"""A lease ends then, whatever signs come: a call screen that stays open is no call."""

SALT = "calls.lease"


@dataclass(frozen=True)
class Slip:
    """A lease as its caller's screen holds it: it may have lapsed, and another may have the line by now."""

    token: UUID
    line: int
    person: int
    began: datetime


def slip_of(sent: str, *, worker: Worker) -> Slip:
    """Read a slip that this caller was given. Raises NoLease for anything else."""
    try:
        said = signing.loads(sent, salt=SALT)
    except signing.BadSignature as wrong:
        raise NoLease from wrong
    if said["worker"] != worker.pk:
        raise NoLease
    began = datetime.fromtimestamp(said["began"], UTC)
    return Slip(UUID(said["token"]), said["line"], said["person"], began)


@dataclass(frozen=True)
class Lease:
    """A line in hand, for somebody on a round."""

    line: Line
    person: RoundPerson

    @property
    def slip(self) -> str:
        """What the call screen sends back: signed, so that it speaks for this lease even when it has lapsed."""
        began = self.line.leased_at
        said = {
            "token": str(self.line.token),
            "line": self.line.pk,
            "person": self.person.pk,
            "worker": self.line.leased_to_id,
            "began": began.timestamp() if began else 0,
        }
        return signing.dumps(said, salt=SALT)

    @property
    def draft(self) -> str:
        """By what name the caller's device keeps what is typed for this lease: no other lease and no other caller has it,
        and it tells nothing."""
        said = f"{self.line.leased_to_id}:{self.line.token}"
        return salted_hmac("calls.draft", said).hexdigest()[:32]

    def lasts(self, now: datetime) -> bool:
        """Whether it is the caller's at this moment; afterwards anybody may be given the line."""
        return self.line.leased_until is not None and self.line.leased_until > now

    @property
    def name(self) -> str:
        """What a caller calls them: a first name, and no more."""
        return self.person.callee.resident.called.split()[0]

    @property
    def why_not(self) -> str:
        """Why they may no longer be rung; nothing if they may. A screening that held when the line was taken holds for this
        call. One query."""
        return why_not_on(
            round_=self.person.round,
            resident=self.person.callee.resident,
            line=self.line,
            until=self.line.leased_at or self.line.screened_at,
        )


def lease_of(worker: Worker) -> Lease | None:
    """What a caller holds, lapsed or not, as long as nobody else has taken it. Two queries."""
    line = Line.objects.filter(leased_to=worker).first()
    if line is None or line.leased_for is None:
        return None
    person = _person(line.leased_for)
    # Somebody who was erased meanwhile is nobody to ring.
    return Lease(line, person) if person is not None else None


def spoken_of(slip: Slip) -> Lease:
    """The line and the person that a slip speaks of, whoever has the line by now. Raises NoLease once they are
    forgotten. Two queries."""
    line, person = Line.objects.filter(pk=slip.line).first(), _person(slip.person)
    if line is None or person is None:
        raise NoLease
    return Lease(line, person)


def _person(number: int) -> RoundPerson | None:
    people = RoundPerson.objects.select_related(
        "round__script", "callee__resident", "usual_caller", "stands_in_for"
    )
    return people.filter(pk=number).first()
