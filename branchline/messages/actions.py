"""Writes of the room messages."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from .letters import Addressee, Letter
from .models import Message


@action
def send(
    *,
    letter: Letter,
    reference: str,
    to: Addressee,
    by: Acting,
    now: datetime,
    not_before: datetime | None = None,
    valid_until: datetime | None = None,
) -> Message:
    """Put one message into the outbox, in the caller's transaction."""
    return Message.objects.create(
        service_id=current_service_id(),
        letter=letter.name,
        reference=reference,
        route=to.route,
        address=to.address,
        name=to.name,
        language=to.language,
        format=to.format,
        queued_at=now,
        not_before=not_before,
        valid_until=valid_until,
    )
