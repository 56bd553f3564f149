"""The list before air: look at a point, or take the tick away again."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..measures import LOOKED_AT
from ..models import Broadcast, Check, Tick
from .links import links_of


@action
def tick(*, broadcast: Broadcast, what: Check, by: Acting, now: datetime) -> None:
    """Somebody has looked at it. Twice is once, and the first stays."""
    _kept, made = Tick.objects.get_or_create(
        broadcast=broadcast,
        what=what,
        defaults={
            "service_id": broadcast.service_id,
            "ticked_by": by.actor.id if by.actor is not None else None,
            "ticked_at": now,
        },
    )
    if made:
        ledger.record(
            kind=LOOKED_AT,
            by=by,
            now=now,
            branch_id=broadcast.branch_id,
            links={**links_of(broadcast), "check": what.value},
        )


@action
def untick(*, broadcast: Broadcast, what: Check, by: Acting, now: datetime) -> None:
    """It has to be looked at again."""
    Tick.objects.filter(broadcast=broadcast, what=what).delete()
