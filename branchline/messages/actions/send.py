"""Put a message into the outbox."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..jobs import deliver
from ..letters import Addressee, Letter
from ..models import Format, Message, Route, State, normal_address


@action
def send(
    *,
    letter: Letter,
    reference: str,
    to: Addressee,
    now: datetime,
    by: Acting,
    not_before: datetime | None = None,
    valid_until: datetime | None = None,
) -> Message:
    """Queue a letter about `reference` in the caller's transaction, and the job that delivers it.

    What it says is composed when it leaves. `valid_until` already past: kept as expired, never sent.
    """
    due_at = max(now, not_before) if not_before else now
    too_late = valid_until is not None and valid_until <= due_at
    message = Message.objects.create(
        service_id=current_service_id(),
        letter=letter.name,
        reference=reference,
        personal=letter.personal,
        route=Route(to.route),
        address=normal_address(to.route, to.address),
        name=to.name,
        language=to.language,
        format=Format(to.format),
        state=State.EXPIRED if too_late else State.QUEUED,
        queued_at=now,
        due_at=due_at,
        valid_until=valid_until,
        ended_at=now if too_late else None,
    )
    if not too_late:
        deliver.later(at=due_at if due_at > now else None, message=message.public_id)
    return message
