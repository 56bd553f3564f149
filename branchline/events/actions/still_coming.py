"""The day before: ask who is still coming, so that places nobody uses go to somebody else."""

from datetime import datetime, time, timedelta

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.events.errors import BookingNotFound
from branchline.events.letters import STILL_COMING
from branchline.events.measures import CONFIRMED
from branchline.events.models import WITH_LINKS, Booking, OccurrenceState, at_wall

from .book_a_place import lock
from .tell import tell
from .who import note

NOT_JUST_BOOKED = timedelta(hours=24)
"""Whoever booked yesterday knows."""


@action
def ask_who_still_comes(*, by: Acting, now: datetime) -> int:
    """How many were asked: once, for tomorrow's dates of events that staff want asked about, by email or text."""
    tomorrow = in_london(now).date() + timedelta(days=1)
    starts = at_wall(tomorrow, time(0)), at_wall(tomorrow + timedelta(days=1), time(0))
    due = Booking.objects.all().with_occurrence().live().filter(
        asked_before_at=None,
        booked_at__lt=now - NOT_JUST_BOOKED,
        contact__route__in=WITH_LINKS,
        occurrence__event__asks_before=True,
        occurrence__state=OccurrenceState.SCHEDULED,
        occurrence__starts_at__gte=starts[0],
        occurrence__starts_at__lt=starts[1],
    )  # fmt: skip
    asked = 0
    for booking in due.order_by("pk").select_for_update(
        of=("self",), no_key=True, skip_locked=True
    ):
        booking.asked_before_at = now
        booking.save(update_fields=["asked_before_at"])
        asked += tell(
            STILL_COMING, booking, by=by, now=now, valid_until=booking.occurrence.starts_at
        )
    return asked


@action
def say_still_coming(*, booking: Booking, by: Acting, now: datetime) -> Booking:
    """They come. Pressing again changes nothing. Refuses what has been cancelled: BookingNotFound."""
    lock(booking.occurrence)
    current = Booking.objects.all().with_occurrence().get(pk=booking.pk)
    if not current.is_live:
        raise BookingNotFound
    if current.confirmed_at is None:
        current.confirmed_at = now
        current.save(update_fields=["confirmed_at"])
        note(CONFIRMED, current, by=by, now=now, links={"booking": current.public_id})
    return current
