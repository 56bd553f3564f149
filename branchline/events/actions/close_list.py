"""A date is called off: nobody waits for it any more, and everybody who did is told."""

from datetime import datetime

from branchline.core import fairqueue
from branchline.core.acting import Acting
from branchline.core.fairqueue import FairQueue
from branchline.events.letters import WAITING_CALLED_OFF as LETTER
from branchline.events.measures import WAITING_LEFT
from branchline.events.models import (
    BookingState,
    CancelledBy,
    Occurrence,
    WaitingListEntry,
)

from .answer_offer import end_offer
from .tell import tell
from .who import note


def close_list(locked: Occurrence, *, by: Acting, now: datetime) -> int:
    """How many people waited or had been offered places. The date is locked, its counters are the caller's."""
    queue = FairQueue.objects.filter(subject=locked.queued_as).first()
    if queue is None:
        return 0
    fairqueue.close(queue=queue, now=now)
    rows = WaitingListEntry.objects.all().with_occurrence().filter(occurrence=locked)
    people = 0
    for waiting in rows.filter(booking__state=BookingState.OFFERED):
        if waiting.booking is None:
            continue
        fairqueue.decline(entry=waiting.entry, now=now)
        end_offer(waiting, waiting.booking, ended_by=CancelledBy.LIBRARY, by=by, now=now)
        tell(LETTER, waiting, by=by, now=now, valid_until=locked.ends_at)
        people += waiting.people
    for waiting in rows.in_line():
        fairqueue.leave(entry=waiting.entry, now=now)
        note(WAITING_LEFT, waiting, by=by, now=now, links={"waiting": waiting.public_id})
        tell(LETTER, waiting, by=by, now=now, valid_until=locked.ends_at)
        people += waiting.people
    return people
