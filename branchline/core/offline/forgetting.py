"""Operations go when their sums no longer need them."""

from datetime import datetime, timedelta

from ..actions import action
from ..models import Operation

OPERATIONS_KEPT = timedelta(days=400)
"""A year and a month: what came of them stands in the room's own rows and in the ledger."""


@action
def forget_old_operations(*, now: datetime) -> int:
    """Drop those of the current service that are past it."""
    return Operation.objects.filter(received_at__lt=now - OPERATIONS_KEPT).delete()[0]
