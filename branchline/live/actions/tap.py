"""Somebody beside the camera taps the line that is sung now."""

from datetime import datetime, timedelta

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.words import Translated

from ..errors import NothingShown
from ..models import Broadcast, Cue, Line, RunItem, Standing

LONGEST_AGO = timedelta(minutes=5)
"""A phone without a network keeps what was tapped; what is older says nothing about now."""
TOGETHER = timedelta(seconds=1)
"""Two people who tap the same line within this time mean one tap."""


@action
def tap(
    *,
    broadcast: Broadcast,
    item: RunItem | None = None,
    line: Line | None = None,
    ago: timedelta = timedelta(),
    key: str,
    by: Acting,
    now: datetime,
) -> Cue:
    """This line is sung; or, without one, this item begins; or, without both, nothing is to be read. `ago`: how long
    the tap took to get here. The same key again is the same tap.

    Refuses: NothingShown.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if not locked.is_running:
        raise NothingShown
    rehearsal = locked.standing == Standing.REHEARSAL
    of_line = line.item if line is not None else item
    tapped_at = now - min(max(ago, timedelta()), LONGEST_AGO)
    same = Cue.objects.filter(broadcast=locked, key=key).first() or _together(
        locked, of_line, line, tapped_at, rehearsal=rehearsal
    )
    if same is not None:
        return same
    return Cue.objects.create(
        service_id=locked.service_id,
        broadcast=locked,
        item=of_line,
        line=line,
        words=line.text if line is not None else Translated(),
        tapped_at=tapped_at,
        key=key,
        rehearsal=rehearsal,
    )


def _together(
    broadcast: Broadcast,
    item: RunItem | None,
    line: Line | None,
    tapped_at: datetime,
    *,
    rehearsal: bool,
) -> Cue | None:
    """What somebody else tapped last, when it was the same at the same moment."""
    cues = Cue.objects.filter(broadcast=broadcast, rehearsal=rehearsal)
    last = cues.order_by("-tapped_at", "-pk").first()
    if last is None or (last.item_id, last.line_id) != (item and item.pk, line and line.pk):
        return None
    return last if abs(tapped_at - last.tapped_at) < TOGETHER else None
