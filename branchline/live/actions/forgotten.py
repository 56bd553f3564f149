"""What somebody may have forgotten: it films nothing in silence, or nobody sends it any more."""

from datetime import datetime, timedelta

from branchline.core.acting import job
from branchline.core.actions import action

from ..models import Broadcast
from ..queries import FORGOTTEN_AFTER
from .broadcasting import end_broadcast

FORGOTTEN = job("live.forgotten")
WORTH_NOTICING = timedelta(minutes=1)
"""A pause between two songs is none."""
LEFT_AFTER = timedelta(hours=1)
"""Without anybody who sends, and after its planned end."""


@action
def notice_quiet(*, broadcast: Broadcast, quiet: timedelta, now: datetime) -> None:
    """For so long nothing has been seen or heard of it. The studio asks after `FORGOTTEN_AFTER`; when nobody answers
    for as long again it ends by itself."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if not locked.is_running:
        return
    since = None if quiet < WORTH_NOTICING else locked.quiet_since or now - quiet
    if since != locked.quiet_since:
        locked.quiet_since = since
        locked.save(update_fields=["quiet_since"])
    # Both clocks: ours may have been put forward.
    if since is not None and min(now - since, quiet) >= 2 * FORGOTTEN_AFTER:
        end_broadcast(broadcast=locked, by=FORGOTTEN, now=now)


@action
def end_when_left(*, broadcast: Broadcast, now: datetime) -> None:
    """Nobody has sent it for an hour, and its time is over: it ends by itself. Else nothing changes."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    last = locked.sessions.order_by("-number").first()
    if locked.is_running and last is not None and last.ended_at is not None:
        end = locked.occurrence.ends_at if locked.occurrence is not None else locked.starts_at
        if now - max(last.ended_at, end) >= LEFT_AFTER:
            end_broadcast(broadcast=locked, by=FORGOTTEN, now=now)
