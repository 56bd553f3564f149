"""Under what name the history of a row is written."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pghistory

from branchline.core.acting import Acting
from branchline.people.models import Part, PartChange, Resident


def account_of(by: Acting) -> int | None:
    """The account that acts, where one does."""
    return by.actor.id if by.actor and by.actor.kind == "account" else None


def written(by: Acting, now: datetime, *, through: str = "") -> AbstractContextManager[Any]:
    """Rows changed inside are put down to who acts, at the house's own time, and to nothing personal."""
    said: AbstractContextManager[Any] = pghistory.context(
        account=account_of(by),
        channel=by.channel.value,
        device=by.device,
        at=now.isoformat(),
        through=through,
    )
    return said


def note_part(
    resident: Resident,
    part: Part,
    *,
    before: str = "",
    after: str = "",
    route: str = "",
    by: Acting,
    now: datetime,
) -> None:
    """Write down what was added to a record, or taken away, beside its own row."""
    PartChange.objects.create(
        service_id=resident.service_id,
        resident=resident,
        part=part,
        route=route,
        before=before,
        after=after,
        account_id=account_of(by),
        at=now,
    )
