"""Have a draft published at a moment."""

from datetime import datetime

from django.db import transaction

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import AlreadyPublished, NotReadyToPublish, PublishInThePast
from branchline.events.models import Event, EventState, Occurrence

from .errands import PUBLISH
from .publish_event import publish_event


@action
def publish_later(*, event: Event, at: datetime | None, by: Acting, now: datetime) -> Event:
    """Publish it at this moment; None: not by itself after all. Saying it again moves the moment.

    Refuses: AlreadyPublished, PublishInThePast, NotReadyToPublish (every date is over by then).
    """
    locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if locked.state != EventState.DRAFT:
        raise AlreadyPublished
    if at is not None:
        if at <= now:
            raise PublishInThePast
        if not Occurrence.objects.filter(event=locked, ends_at__gt=at).exists():
            raise NotReadyToPublish
        PUBLISH.later(at=at, event=locked.public_id)
    locked.publish_at, locked.changed_at = at, now
    locked.save(update_fields=["publish_at", "changed_at"])
    return locked


@action
def publish_if_due(*, event: Event, by: Acting, now: datetime) -> bool:
    """What the job does at that moment. A draft whose moment was moved or taken back stays one."""
    locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    due = locked.state == EventState.DRAFT and locked.publish_at is not None
    if not due or locked.publish_at is None or locked.publish_at > now:
        return False
    try:
        with transaction.atomic():
            publish_event(event=locked, by=by, now=now)
    except NotReadyToPublish:
        return False
    return True
