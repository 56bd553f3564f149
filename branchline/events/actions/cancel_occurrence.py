"""Call one date off and tell everybody who booked, each by their own route."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.words import Translated
from branchline.events.errors import AlreadyCancelled, HasStarted
from branchline.events.letters import OCCURRENCE_CANCELLED as LETTER
from branchline.events.measures import OCCURRENCE_CANCELLED
from branchline.events.models import (
    Booking,
    CancelledBy,
    Event,
    EventState,
    Occurrence,
    OccurrenceState,
)

from .book_a_place import lock
from .cancel_booking import end_booking
from .close_groups import close_groups
from .close_list import close_list
from .publish_listing import publish_listings
from .tell import tell


@action
def cancel_occurrence(
    *, occurrence: Occurrence, because: Translated, by: Acting, now: datetime
) -> int:
    """The number of people who are told: they had booked, waited or asked. `because` is printed in the message and on the page.

    Refuses: AlreadyCancelled, HasStarted (once it is over).
    """
    # The event before its dates, as in `change_event`, so that two can't wait for each other.
    event = Event.objects.select_for_update(no_key=True).get(pk=occurrence.event_id)
    locked = lock(occurrence)
    if locked.is_cancelled:
        raise AlreadyCancelled
    if locked.ends_at <= now:
        raise HasStarted
    locked.state, locked.because, locked.changed_at = OccurrenceState.CANCELLED, because, now
    locked.version += 1
    locked.booked = locked.booked_adults = locked.booked_children = locked.waiting = 0
    locked.asks_until = None
    locked.save(
        update_fields=[
            "state",
            "because",
            "changed_at",
            "version",
            "booked",
            "booked_adults",
            "booked_children",
            "waiting",
            "asks_until",
        ]
    )
    told = 0
    for booking in Booking.objects.all().with_occurrence().filter(occurrence=locked).live():
        end_booking(booking, ended_by=CancelledBy.LIBRARY, by=by, now=now)
        tell(LETTER, booking, by=by, now=now, valid_until=locked.ends_at)
        told += booking.people
    told += close_list(locked, by=by, now=now)
    told += close_groups(locked, by=by, now=now)
    if not Occurrence.objects.filter(event=event).scheduled().exists():
        event.state, event.changed_at = EventState.CANCELLED, now
        event.save(update_fields=["state", "changed_at"])
    publish_listings(occurrence_ids=[locked.pk])
    ledger.record(
        kind=OCCURRENCE_CANCELLED,
        by=by,
        now=now,
        branch_id=locked.branch_id,
        links={"event": event.public_id, "occurrence": locked.public_id},
    )
    return told
