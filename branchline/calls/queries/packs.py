"""Packs as they are read: what is out, how each call of one stands, and what its paper says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from branchline.people.models import Worker

from ..errors import NoSuchCall, NoSuchPack
from ..models import Attempt, Outcome, Pack, PackPerson
from .leases import Lease, Slip
from .screen import Screen, screens_of
from .why_not import why_not_of

SIGNER = signing.Signer(salt="calls.packed")
ON_A_DEVICE = tuple(each.value for each in Outcome if each != Outcome.CALL_BACK)
"""What a device without a network may tell: another call at an hour of their own is typed in from the paper."""
SHOWN_FOR = timedelta(days=14)
"""After its day: paper lies about, and comes back late."""


@dataclass(frozen=True)
class Packed:
    """One call of a pack. `attempt`: as it was reported; `ours`: whether nobody else was given the line meanwhile.

    `why_not`: why they may no longer be rung, a key of `REASONS`; nothing if they may.
    """

    pack: Pack
    entry: PackPerson
    attempt: Attempt | None
    ours: bool
    why_not: str

    @property
    def lease(self) -> Lease:
        """The line and the person, as the call screen takes them."""
        return Lease(self.entry.line, self.entry.person)

    @property
    def still_to_ring(self) -> bool:
        """Whether it is on the paper."""
        return self.attempt is None and self.ours and not self.why_not

    @property
    def sealed(self) -> str:
        """The slip as a device holds it: signed, so that it speaks for this call and for no other, and the same each time
        the page is shown, so that what waits on the device finds its call."""
        return SIGNER.sign(str(self.entry.token))

    @property
    def slip(self) -> Slip:
        """What speaks for this call, today or in a week."""
        entry = self.entry
        return Slip(entry.token, entry.line_id, entry.person_id, self.pack.made_at)


def token_of(sealed: str) -> str:
    """Of a slip that a device sends. Raises BadSignature for anything that we have not given out."""
    return SIGNER.unsign(sealed)


def packs_out(*, now: datetime) -> Sequence[Pack]:
    """Those whose day is not long over, the newest day first, with how many are in each (`n_people`) and how many were
    reported (`n_told`). One query."""
    rows = Pack.objects.filter(day__gte=(now - SHOWN_FOR).date()).select_related("worker")
    return list(_counted(rows).order_by("-day", "-pk"))


def packs_of(worker: Worker, *, now: datetime) -> Sequence[Pack]:
    """A caller's own, as far as something of them is still to be reported. One query."""
    rows = Pack.objects.filter(
        worker=worker, withdrawn_at__isnull=True, day__gte=(now - SHOWN_FOR).date()
    )
    return [each for each in _counted(rows).order_by("day", "pk") if each.n_told < each.n_people]


def _counted(rows: QuerySet[Pack]) -> Any:
    told = Exists(
        Attempt.objects.filter(person=OuterRef("people__person"), token=OuterRef("people__token"))
    )
    return rows.annotate(n_people=Count("people"), n_told=Count("people", filter=Q(told)))


def pack_at(*, public_id: str) -> Pack:
    """Raises NoSuchPack. One query."""
    found = Pack.objects.select_related("worker").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchPack
    return found


def calls_of(pack: Pack) -> Sequence[Packed]:
    """In the order of their numbers. Two queries."""
    # A screening that held for the day when it was made holds for the paper.
    why_not = why_not_of(F("pack__made_at"), person="person__", line="line")
    rows = pack.people.select_related(
        "line", "person__round__script", "person__callee__resident", "person__stands_in_for"
    )
    entries = list(rows.annotate(why_not=why_not).order_by("number"))
    tokens = [each.token for each in entries]
    # Of two reports of one call the first counts.
    made = Attempt.objects.filter(
        person__in=[each.person_id for each in entries], token__in=tokens
    ).order_by("-ended_at", "-pk")
    told: Mapping[object, Attempt] = {each.token: each for each in made}
    return [
        Packed(pack, each, told.get(each.token), each.line.token == each.token, each.why_not or "")
        for each in entries
    ]


def call_of(pack: Pack, *, number: int) -> Packed:
    """One of them. Raises NoSuchCall. Two queries."""
    for each in calls_of(pack):
        if each.entry.number == number:
            return each
    raise NoSuchCall


def papers_of(pack: Pack) -> Sequence[tuple[Packed, Screen]]:
    """Whoever is still to be rung, and may be, each with what their caller reads. Four queries."""
    waiting = [each for each in calls_of(pack) if each.still_to_ring]
    return list(zip(waiting, screens_of([each.lease for each in waiting]), strict=True))
