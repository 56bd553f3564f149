"""The ledger of happenings: how rooms hear of each other upward, and the source of every count.

A room declares its kinds in `measures.py` and its actions record them in their own transaction.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.functional import Promise

from . import prepared
from .acting import Acting
from .clock import in_london
from .models import Happening, Pseudonym
from .scoping import current_service_id


@dataclass(frozen=True)
class Kind:
    """A kind of happening. `sensitive` kinds never carry a who."""

    name: str
    counts: "str | Promise"
    sensitive: bool = False


@dataclass(frozen=True)
class Who:
    """The coarse who: a ward with its vintage, a fifth of deprivation, an age band, a person's key.

    `person` ("contact:12") never reaches the ledger; it is replaced by a pseudonym of the year.
    """

    ward_code: str = ""
    ward_vintage: int | None = None
    quintile: int | None = None
    age_band: str = ""
    person: str = ""


def record(
    *,
    kind: Kind,
    by: Acting,
    now: datetime,
    happened_at: datetime | None = None,
    branch_id: int | None = None,
    quantity: int = 1,
    links: Mapping[str, str] | None = None,
    who: Who | None = None,
    corrects: int | None = None,
) -> Happening:
    """Write one happening of the current service in the caller's transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("a happening is recorded in the transaction of what happened")
    if kind.sensitive or who is None:
        who = Who()
    moment = happened_at or now
    happening = Happening(
        service_id=current_service_id(),
        kind=kind.name,
        branch_id=branch_id,
        happened_at=moment,
        recorded_at=now,
        quantity=quantity,
        links=dict(links or {}),
        channel=by.channel.value,
        corrects=corrects,
        ward_code=who.ward_code,
        ward_vintage=who.ward_vintage,
        quintile=who.quintile,
        age_band=who.age_band,
        pseudonym=_pseudonym(who.person, in_london(moment).year) if who.person else None,
    )
    return prepared.add(happening)


def record_each(
    *,
    kind: Kind,
    by: Acting,
    now: datetime,
    each: Sequence[tuple[Who, Mapping[str, str]]],
    quantity: int = 1,
) -> None:
    """One happening for each (who, links), in two or three statements: for files with many people."""
    if not connection.in_atomic_block:
        raise RuntimeError("a happening is recorded in the transaction of what happened")
    service_id, year = current_service_id(), in_london(now).year
    people = [who.person for who, _links in each if who.person and not kind.sensitive]
    Pseudonym.objects.bulk_create(
        [Pseudonym(service_id=service_id, year=year, person=p, name=uuid.uuid4()) for p in people],
        ignore_conflicts=True,
    )
    names = dict(
        Pseudonym.objects.filter(year=year, person__in=people).values_list("person", "name")
    )
    Happening.objects.bulk_create(
        Happening(
            service_id=service_id,
            kind=kind.name,
            happened_at=now,
            recorded_at=now,
            quantity=quantity,
            links=dict(links),
            channel=by.channel.value,
            ward_code=who.ward_code,
            ward_vintage=who.ward_vintage,
            quintile=who.quintile,
            age_band=who.age_band,
            pseudonym=names.get(who.person),
        )
        for who, links in ((Who() if kind.sensitive else who, links) for who, links in each)
    )


PSEUDONYM = (
    "INSERT INTO core_pseudonym (service_id, year, person, name) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (service_id, person, year) DO UPDATE SET person = EXCLUDED.person RETURNING name"
)


def _pseudonym(person: str, year: int) -> uuid.UUID:
    """The one that is there, or a new one: one statement, since it is asked for with every booking."""
    with prepared.run(PSEUDONYM, [current_service_id(), year, person, uuid.uuid4()]) as cursor:
        name: uuid.UUID = cursor.fetchone()[0]
    return name


def forget_each(people: Sequence[str]) -> int:
    """The same as `forget` for many."""
    destroyed, _ = Pseudonym.objects.filter(person__in=people).delete()
    return destroyed


def forget(person: str) -> int:
    """Destroy the pseudonyms of a person ("contact:12"); the happenings stay, linked to nobody."""
    destroyed, _ = Pseudonym.objects.filter(person=person).delete()
    return destroyed
