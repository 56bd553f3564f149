"""Broadcasts, and dates that could be one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from branchline.core.permits import Holding
from branchline.events.models import Occurrence

from ..errors import BroadcastNotFound
from ..models import Broadcast, PushDoor, Session
from ..permits import GO_LIVE, SEE_BROADCASTS

AHEAD = timedelta(days=60)


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


def broadcasts_of(*, holdings: Sequence[Holding]) -> "QuerySet[Broadcast]":
    """What this person may see, newest first. One query when read."""
    rows: QuerySet[Broadcast] = Broadcast.objects.filter(SEE_BROADCASTS.visible(holdings))
    return rows.select_related("branch").order_by("-starts_at", "-public_id")


def dates_to_send(*, holdings: Sequence[Holding], now: datetime) -> "QuerySet[Occurrence]":
    """Dates of the coming weeks that could go out live and don't yet. One query when read."""
    rows: QuerySet[Occurrence] = Occurrence.objects.scheduled().filter(
        GO_LIVE.visible(holdings),
        ends_at__gt=now,
        starts_at__lt=now + AHEAD,
        broadcast__isnull=True,
    )
    return rows.select_related("event", "branch").order_by("starts_at", "public_id")


def push_door_of(broadcast: Broadcast, *, now: datetime) -> PushDoor | None:
    """The key with which OBS may send it, if there is one that still works. One query."""
    return PushDoor.objects.filter(
        broadcast_public_id=broadcast.public_id, valid_until__gt=now
    ).first()


def sends_now(broadcast: Broadcast) -> Session | None:
    """Whose pictures viewers get. One query."""
    return broadcast.sessions.filter(ended_at__isnull=True).first()
