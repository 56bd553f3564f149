"""Broadcasts, and dates that could be one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from branchline.core.permits import Holding
from branchline.events.models import Occurrence, OccurrenceState

from ..errors import BroadcastNotFound
from ..models import TO_BEGIN, Broadcast, PushDoor, Session, Standing
from ..passes import give_ticket
from ..permits import GO_LIVE, SEE_BROADCASTS

AHEAD = timedelta(days=60)
FORGOTTEN_AFTER = timedelta(minutes=5)
"""Of black and silence: then the studio asks."""
MISSED_AFTER = timedelta(minutes=10)
"""The start was so long ago and nobody is on air: families are told that we are sorry, and staff that they wait."""
TOLD_WITHIN = timedelta(hours=1)
"""Of the start. After a machine was off for longer the news helps nobody any more."""
TICKET_LASTS = timedelta(hours=12)
"""After the start: as long as a studio may send."""


def broadcast_at(*, public_id: str) -> Broadcast:
    """A broadcast of the current service. One query. Raises BroadcastNotFound."""
    found = (
        Broadcast.objects.select_related("branch", "service", "occurrence__event")
        .filter(public_id=public_id[:20])
        .first()
    )
    if found is None:
        raise BroadcastNotFound
    return found


def is_off(broadcast: Broadcast) -> bool:
    """Its date is cancelled, and nobody has gone live all the same. No query with its date."""
    date = broadcast.occurrence
    return date is not None and date.is_cancelled and broadcast.standing in TO_BEGIN


@dataclass(frozen=True)
class Runs:
    """How a broadcast runs at this moment, as its studio has to know it."""

    standing: Standing
    panic: bool
    session: int | None
    """Who sends."""
    seconds: int
    """On air so far."""
    sent: int
    """Seconds for which that session has sent."""
    forgotten: bool
    """Black and silent for so long that somebody has to say that they are still there."""

    def told(self) -> dict[str, Any]:
        """For a page."""
        return asdict(self)


def how_it_runs(broadcast: Broadcast, *, now: datetime) -> Runs:
    """One query."""
    session = sends_now(broadcast)
    began = broadcast.on_air_at if broadcast.standing == Standing.ON_AIR else None
    if began is None and session is not None:
        began = session.began_at
    quiet = broadcast.quiet_since
    return Runs(
        standing=Standing(broadcast.standing),
        panic=broadcast.panicked_at is not None,
        session=session.number if session is not None else None,
        seconds=int((now - began).total_seconds()) if began is not None else 0,
        sent=int((now - session.began_at).total_seconds()) if session is not None else 0,
        forgotten=quiet is not None and now - quiet >= FORGOTTEN_AFTER,
    )


def broadcasts_of(*, holdings: Sequence[Holding]) -> "QuerySet[Broadcast]":
    """What this person may see, newest first. One query when read."""
    rows: QuerySet[Broadcast] = Broadcast.objects.filter(SEE_BROADCASTS.visible(holdings))
    return rows.select_related("branch", "occurrence").order_by("-starts_at", "-public_id")


def dates_to_send(*, holdings: Sequence[Holding], now: datetime) -> "QuerySet[Occurrence]":
    """Dates of the coming weeks that could go out live and don't yet. One query when read."""
    rows: QuerySet[Occurrence] = Occurrence.objects.scheduled().filter(
        GO_LIVE.visible(holdings),
        ends_at__gt=now,
        starts_at__lt=now + AHEAD,
        broadcast__isnull=True,
    )
    return rows.select_related("event", "branch").order_by("starts_at", "public_id")


def has_been_missed(broadcast: Broadcast, *, now: datetime) -> bool:
    """Its start was ten minutes to an hour ago, nobody is on air, and its date goes ahead. No query with its date."""
    date = broadcast.occurrence
    return (
        broadcast.standing in TO_BEGIN
        and (date is None or date.state == OccurrenceState.SCHEDULED)
        and MISSED_AFTER <= now - broadcast.starts_at < TOLD_WITHIN
    )


def push_door_of(broadcast: Broadcast, *, now: datetime) -> PushDoor | None:
    """The key with which OBS may send it, if there is one that still works. One query."""
    return PushDoor.objects.filter(
        broadcast_public_id=broadcast.public_id, valid_until__gt=now
    ).first()


def sends_now(broadcast: Broadcast) -> Session | None:
    """Whose pictures viewers get. One query."""
    found: Session | None = broadcast.sessions.open().first()
    return found


def ticket_of(broadcast: Broadcast) -> str:
    """What opens a private broadcast on its day. The same for all who ask, so that what is between can keep it."""
    return give_ticket(prefix=broadcast.prefix, until=broadcast.starts_at + TICKET_LASTS)
