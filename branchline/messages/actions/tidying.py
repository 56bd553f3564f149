"""What the outbox does with messages that were left lying."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from branchline.core.acting import job
from branchline.core.actions import action

from ..models import Attempt, Message, Outcome, Route, State
from .deliver import recover
from .ending import close, end
from .errands import DELIVER
from .hours import too_late

BY = job("messages.tidy")
OVERDUE = timedelta(hours=1)
"""A due message that nobody has touched for so long has lost its job."""

HOPELESS = timedelta(days=2)
CALL_TAKES = timedelta(hours=1)
"""Somebody who took a call and said nothing for so long has forgotten it."""


@action
def tidy(*, now: datetime) -> None:
    """For one service; safe to repeat."""
    recover(now=now)
    _release_calls(now)
    _expire_by_hand(now)
    _queue_again(now)


def _release_calls(now: datetime) -> None:
    taken = Attempt.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        ended_at__isnull=True, route=Route.PHONE, started_at__lte=now - CALL_TAKES
    )
    for attempt in taken:
        close(attempt, Outcome.NOT_SENT, now=now, note=_("Taken, but nothing was written down."))
        Message.objects.filter(pk=attempt.message_id, state=State.SENDING).update(
            state=State.QUEUED
        )


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
    for message in lost[:500]:
        if message.due_at <= now - HOPELESS:
            words = _("It could not be written. The operator finds the reason in the log.")
            end(message, State.FAILED, by=BY, now=now, trouble=words)
            continue
        DELIVER.later(message=message.public_id)
