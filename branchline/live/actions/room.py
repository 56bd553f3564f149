"""May one more broadcast begin on this machine?"""

from django.conf import settings
from django.db import connection

from ..errors import DiskIsFull, MachineIsFull
from ..models import RUNNING, Broadcast, LiveListing
from ..stream import space

MOMENT = 5711
"""Key of the advisory lock of whoever begins: two who begin at once are counted one after the other."""
USUAL = 3600
"""Seconds of a broadcast that belongs to no date."""


def refuse_without_room(broadcast: Broadcast) -> None:
    """Runs in the transaction of whoever begins. Refuses: MachineIsFull, over all services; DiskIsFull."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MOMENT])
    running = LiveListing.objects.filter(standing__in=RUNNING)
    if running.exclude(public_id=broadcast.public_id).count() >= settings.BRANCHLINE_LIVE_AT_ONCE:
        raise MachineIsFull(settings.BRANCHLINE_LIVE_AT_ONCE)
    date = broadcast.occurrence
    seconds = (date.ends_at - date.starts_at).total_seconds() if date is not None else USUAL
    free, needed = space.free(settings.BRANCHLINE_LIVE_FOLDER), space.needed(seconds)
    if free < needed:
        raise DiskIsFull(free=free, needed=needed)
