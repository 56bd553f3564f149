"""Show an event to the public."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import NotReadyToPublish
from branchline.events.measures import PUBLISHED
from branchline.events.models import Event, EventState, Occurrence

from .publish_listing import publish_listings


@action
def publish_event(*, event: Event, by: Acting, now: datetime) -> Event:
    """List every date of a draft. Publishing again changes nothing. Refuses: NotReadyToPublish."""
    locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if locked.state != EventState.DRAFT:
        return locked
    dates = list(Occurrence.objects.filter(event=locked).order_by("pk"))
    if not any(date.ends_at > now for date in dates):
        raise NotReadyToPublish
    locked.state, locked.published_at, locked.changed_at = EventState.PUBLISHED, now, now
    locked.save(update_fields=["state", "published_at", "changed_at"])
    publish_listings(occurrence_ids=[date.pk for date in dates])
    ledger.record(
        kind=PUBLISHED,
        by=by,
        now=now,
        branch_id=locked.branch_id,
        quantity=len(dates),
        links={"event": locked.public_id},
    )
    return locked
