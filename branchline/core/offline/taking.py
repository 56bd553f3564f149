"""Take in what a device has written down: each operation once, in any order, from as many devices as there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from ..acting import Acting
from ..actions import action
from ..errors import Refusal
from ..models import Operation
from ..operations import Log, Noted, OperationKind
from ..permits import Holding
from ..rooms import rooms
from ..scoping import current_service_id
from .errors import NeedsAPin, NoSuchLog, NotAllowed, TooOld, Unreadable
from .reading import KEPT_FOR

KEPT, KNOWN = "kept", "known"


@dataclass(frozen=True)
class Taken:
    """What became of each operation by its id, in a word or the sentence of a refusal; and the state after it."""

    answers: Mapping[str, str | Refusal]
    state: Mapping[str, Any]

    @property
    def fresh(self) -> int:
        """How many had not been here before."""
        return sum(answer == KEPT for answer in self.answers.values())


def log_of(about: str) -> Log:
    """The log about one sort of thing ("events.occurrence"). Raises `NoSuchLog`."""
    for room in rooms():
        for log in room.logs():
            if log.about == about:
                return log
    raise NoSuchLog


def operations_about(*, about: str, public_id: str) -> QuerySet[Operation]:
    """Everything written down about one thing, in one order that all agree on. One query."""
    return Operation.objects.filter(about=f"{about}:{public_id}").order_by("made_at", "op_id")


@action
def take_in(
    *,
    log: Log,
    thing: Any,
    operations: Sequence[Noted],
    device: str,
    holdings: Sequence[Holding],
    nobody_there: bool = False,
    by: Acting,
    now: datetime,
) -> Taken:
    """Keep what is new of these operations about `thing`, let its room take them in, and say how it stands.

    `nobody_there`: the enrolled tablet itself sends, nobody has given their PIN. What one operation may not is
    refused by itself. Raises what `log.lock` refuses: then nothing of the batch is kept.
    """
    answers: dict[str, str | Refusal] = {}
    asked: list[tuple[Noted, dict[str, Any]]] = []
    for noted in operations:
        try:
            kind = log.by_name.get(noted.kind)
            asked.append((noted, _read(kind, noted, thing, holdings, nobody_there, now)))
        except Refusal as refusal:
            answers[noted.op_id] = refusal
    if asked:
        log.lock(thing, now)
        new = _keep(log, thing, asked, device=device, by=by, now=now)
        answers |= {noted.op_id: KEPT if noted.op_id in new else KNOWN for noted, _payload in asked}
        if new:
            log.take(thing, by, now)
    return Taken(answers, log.state(thing))


def _read(
    kind: OperationKind | None,
    noted: Noted,
    thing: Any,
    holdings: Sequence[Holding],
    nobody_there: bool,
    now: datetime,
) -> dict[str, Any]:
    if kind is None:
        raise Unreadable
    if nobody_there and not kind.without_pin:
        raise NeedsAPin
    if not kind.permit.allows(holdings, thing):
        raise NotAllowed
    if noted.made_at < now - KEPT_FOR:
        raise TooOld
    return kind.read(noted.payload)


def _keep(
    log: Log,
    thing: Any,
    asked: Sequence[tuple[Noted, dict[str, Any]]],
    *,
    device: str,
    by: Acting,
    now: datetime,
) -> set[str]:
    """Which ids were new. The unique key decides, also between two that come at the same moment."""
    account = by.actor.id if by.actor and by.actor.kind == "account" else None
    about = f"{log.about}:{thing.public_id}"
    rows = [
        Operation(
            service_id=current_service_id(), op_id=noted.op_id, about=about, kind=noted.kind,
            payload=payload, device=device, tablet=by.device[:10], account_id=account,
            made_at=noted.made_at, received_at=now,
        )
        for noted, payload in sorted(asked, key=lambda pair: pair[0].op_id)
    ]  # fmt: skip
    return _insert(rows)


def _insert(rows: Sequence[Operation]) -> set[str]:
    fields = [field for field in Operation._meta.concrete_fields if not field.primary_key]
    one = "(" + ", ".join(["%s"] * len(fields)) + ")"
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for row in rows
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO core_operation ({', '.join(str(field.column) for field in fields)})"  # noqa: S608  (names of columns)
            f" VALUES {', '.join([one] * len(rows))}"
            " ON CONFLICT (service_id, op_id) DO NOTHING RETURNING op_id",
            values,
        )
        return {row[0] for row in cursor.fetchall()}
