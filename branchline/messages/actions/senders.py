"""Change how the service presents itself."""

from datetime import datetime
from typing import Any

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..models import Sender


@action
def change_sender(*, values: dict[str, Any], by: Acting, now: datetime) -> Sender:
    """`values` by the names of Sender's fields. Messages that wait take the new ones."""
    sender, _made = Sender.objects.update_or_create(
        service_id=current_service_id(), defaults=values
    )
    return sender
