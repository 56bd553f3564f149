"""How many watch, and how many watched."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from ..models import Broadcast, Certificate, Minute, Standing
from ..stream.counted import Now, read_now
from ..stream.house import counts_of

SETTLED = timedelta(minutes=1)
"""After the end: players are some seconds behind, and the last beats are on their way."""
LOOKED_FOR = timedelta(days=7)
"""A machine that was off for days finds its broadcasts still."""
WATCHED_AFTERWARDS = timedelta(days=90)


def counted_now(broadcast: Broadcast) -> Now | None:
    """The numbers of this moment; None when nobody has counted for a while. No query: a small file is read."""
    folder = counts_of(settings.BRANCHLINE_LIVE_FOLDER, broadcast.prefix)
    return read_now(folder, time.monotonic())


def to_certify(*, now: datetime) -> "QuerySet[Broadcast]":
    """Broadcasts that were on air, are over, and have no certificate yet. One query when read."""
    rows: QuerySet[Broadcast] = Broadcast.objects.filter(
        standing=Standing.ENDED,
        on_air_at__isnull=False,
        ended_at__lte=now - SETTLED,
        ended_at__gt=now - LOOKED_FOR,
        certificate__isnull=True,
    )
    return rows.order_by("pk")


def certified_lately(*, now: datetime) -> "QuerySet[Certificate]":
    """Certificates whose replays still grow. One query when read."""
    rows: QuerySet[Certificate] = Certificate.objects.filter(made_at__gt=now - WATCHED_AFTERWARDS)
    return rows.select_related("broadcast__replay").order_by("pk")


def certificate_of(*, broadcast: Broadcast) -> Certificate | None:
    """What it came to; None while that is not known. One query."""
    found: Certificate | None = (
        Certificate.objects.select_related("lines").filter(broadcast=broadcast).first()
    )
    return found


def minutes_of(*, broadcast: Broadcast) -> Sequence[Minute]:
    """Its minutes in order. One query."""
    return list(Minute.objects.filter(broadcast=broadcast).order_by("number"))
