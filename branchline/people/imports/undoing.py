"""Undoing an import of members: a person goes or stays as a whole, with what the house has derived."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.db.models import Q

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.people.actions.indexing import index_each
from branchline.people.actions.residents import who
from branchline.people.measures import RESIDENT_ADDED
from branchline.people.models import (
    Duplicate,
    ExternalId,
    MemberSource,
    PartChange,
    RecordRead,
    Resident,
    ResidentHistory,
    ResidentKey,
    Verdict,
)


def owners(things: Sequence[models.Model]) -> list[tuple[str, int]]:
    """The resident to whom each row belongs."""
    sources = [thing.external_id_id for thing in things if isinstance(thing, MemberSource)]
    cards = dict(ExternalId.objects.filter(pk__in=sources).values_list("pk", "resident_id"))
    return [("resident", _number(thing, cards)) for thing in things]


def _number(thing: models.Model, cards: dict[int, int]) -> int:
    if isinstance(thing, Resident):
        return int(thing.pk)
    if isinstance(thing, MemberSource):
        return cards[thing.external_id_id]
    return int(thing.resident_id)  # type: ignore[attr-defined]  # cards and routes have one


def let_go(numbers: Sequence[int], by: Acting, now: datetime) -> None:
    """Before records go: keys, open suggestions, notes of reading, and their line in the ledger."""
    residents = list(Resident.objects.filter(pk__in=numbers))
    ledger.record_each(
        kind=RESIDENT_ADDED,
        by=by,
        now=now,
        quantity=-1,
        each=[(who(one, now), {"resident_record": one.public_id}) for one in residents],
    )
    ledger.forget_each([f"resident:{number}" for number in numbers])
    ResidentKey.objects.filter(resident__in=numbers).delete()
    alike = Q(one__in=numbers) | Q(other__in=numbers)
    Duplicate.objects.filter(alike, verdict=Verdict.OPEN).delete()
    RecordRead.objects.filter(resident__in=numbers).delete()
    ResidentHistory.objects.filter(pgh_obj__in=numbers).delete()
    PartChange.objects.filter(resident__in=numbers).delete()


def settled(numbers: Sequence[int]) -> None:
    """After rows went or were put back: the keys of who is still there."""
    index_each(set(numbers))
