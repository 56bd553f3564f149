"""Reads of the register. Whoever gets one of these rows has been let in by `who_handles` and is written down."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from branchline.people.models import Resident

from ..models import Concern, ConcernEvent, ConcernRead
from .tasks import record_numbers


@dataclass(frozen=True)
class Received:
    """All that whoever raised a concern sees of it afterwards."""

    public_id: str
    raised_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    closed: bool
    urgency: str


def concern_at(*, public_id: str) -> Concern | None:
    """By its public id, with names. One query."""
    names = ("raised_by", "acknowledged_by", "decided_by", "closed_by", "resident", "branch")
    return Concern.objects.filter(public_id=public_id).select_related(*names).first()


def register(*, closed: bool = False, limit: int = 200) -> list[Concern]:
    """Open ones, those that nobody has yet before the others; or closed ones, newest first. One query."""
    rows = Concern.objects.select_related("acknowledged_by", "resident")
    if closed:
        return list(rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")[:limit])
    first = F("acknowledged_at").asc(nulls_first=True)
    return list(rows.open().order_by(first, "acknowledge_by", "pk")[:limit])


def concerns_about(*, resident: Resident) -> QuerySet[Concern]:
    """Concerns about somebody, also of records that became theirs. For handlers only."""
    rows = Concern.objects.filter(resident__in=record_numbers(resident))
    return rows.order_by("-raised_at", "-pk")


def events_of(concern: Concern) -> list[ConcernEvent]:
    """What was done about it, oldest first. One query."""
    return list(concern.events.select_related("account").order_by("pk"))


def reads_of(concern: Concern, *, limit: int = 50) -> list[ConcernRead]:
    """Who opened it, newest first. One query."""
    return list(concern.reads.select_related("account").order_by("-pk")[:limit])


def raised_by_me(*, account: int | None, limit: int = 20) -> list[Received]:
    """What somebody raised, newest first, as far as they may know. One query."""
    if account is None:
        return []
    rows = Concern.objects.filter(raised_by=account).select_related("acknowledged_by")
    return [_received(row) for row in rows.order_by("-raised_at", "-pk")[:limit]]


def received(*, public_id: str, account: int | None) -> Received | None:
    """One of them. One query."""
    if account is None:
        return None
    rows = Concern.objects.filter(public_id=public_id, raised_by=account)
    found = rows.select_related("acknowledged_by").first()
    return _received(found) if found else None


def received_with(*, key: str, account: int | None) -> Received | None:
    """The one that was raised with another room's form, by the form's own key. One query."""
    if account is None:
        return None
    rows = Concern.objects.filter(key=key, raised_by=account)
    found = rows.select_related("acknowledged_by").first()
    return _received(found) if found else None


def _received(row: Concern) -> Received:
    return Received(
        row.public_id,
        row.raised_at,
        row.acknowledged_at,
        str(row.acknowledged_by or ""),
        row.closed_at is not None,
        row.urgency,
    )
