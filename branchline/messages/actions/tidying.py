"""What the outbox does with messages that were left lying."""

from datetime import datetime, timedelta

from branchline.core.acting import job
from branchline.core.actions import action

from ..models import Message, PhoneCall, Route, State
from .calling import give_back
from .deliver import recover
from .ending import NOT_WRITTEN, end
from .errands import DELIVER
from .hours import too_late
from .truth import withdraw_untrue

BY = job("messages.tidy")
OVERDUE = timedelta(hours=1)
"""A due message that nobody has touched for so long has lost its job."""

HOPELESS = timedelta(days=2)


@action
def tidy(*, now: datetime) -> None:
    """For one service; safe to repeat."""
    recover(now=now)
    _release_calls(now)
    withdraw_untrue(by=BY, now=now)
    _expire_by_hand(now)
    _queue_again(now)


def _release_calls(now: datetime) -> None:
    forgotten = PhoneCall.objects.select_for_update(skip_locked=True).filter(
        ended_at__isnull=True, lease_until__lte=now
    )
    for call in forgotten:
        give_back(call, now=now)


def _expire_by_hand(now: datetime) -> None:
    waiting = Message.objects.select_for_update(skip_locked=True).filter(
        state=State.QUEUED, route__in=[Route.LETTER, Route.PHONE], valid_until__isnull=False
    )
    for message in waiting:
        if too_late(message, now):
            end(message, State.EXPIRED, by=BY, now=now)


def _queue_again(now: datetime) -> None:
    lost = (
        Message.objects.select_for_update(skip_locked=True)
        .due(now - OVERDUE)
        .filter(route__in=[Route.EMAIL, Route.SMS])
    )
    found = list(lost[:500])
    for message in found:
        if message.due_at <= now - HOPELESS:
            end(message, State.FAILED, by=BY, now=now, trouble=NOT_WRITTEN)
    if found:
        DELIVER.later()
