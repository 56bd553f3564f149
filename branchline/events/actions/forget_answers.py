"""Answers to what an event asks are for the day; then they go."""

from datetime import datetime, timedelta

from branchline.core.actions import action
from branchline.events.models import Booking, WaitingListEntry

ANSWERS_KEPT_FOR = timedelta(days=7)
"""After the event: long enough to put right what went wrong on the day."""


@action
def forget_answers(*, now: datetime) -> int:
    """How many bookings and places in a line of the current service lost their answers."""
    ended = {"occurrence__ends_at__lt": now - ANSWERS_KEPT_FOR}
    return sum(
        rows.filter(**ended).exclude(answers=[]).update(answers=[])
        for rows in (Booking.objects.all(), WaitingListEntry.objects.all())
    )
