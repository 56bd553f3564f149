"""Offer an event as something to start from, or no longer."""

from branchline.core.actions import action
from branchline.events.models import Event


@action
def keep_as_template(*, event: Event, keep: bool) -> None:
    """Staff find it above the form of a new event."""
    Event.objects.filter(pk=event.pk).update(is_template=keep)
