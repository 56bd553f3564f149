"""Dates that go ahead on days on which their library is closed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from branchline.events.models import EventState, Occurrence, OccurrenceState, at_wall

MOST = 40


def going_ahead(
    *, branch_id: int, days: Sequence[tuple[date, date]], now: datetime
) -> QuerySet[Occurrence]:
    """Published dates of a branch in these spans (both ends count), soonest first. One query."""
    within = Q(pk__in=[])
    for first, last in days:
        beyond = at_wall(last + timedelta(days=1), time.min) if last < date.max else None
        span = Q(ends_at__gt=at_wall(first, time.min))
        within |= span & Q(starts_at__lt=beyond) if beyond else span
    rows = Occurrence.objects.filter(
        within,
        branch_id=branch_id,
        state=OccurrenceState.SCHEDULED,
        event__state=EventState.PUBLISHED,
        ends_at__gt=now,
    )
    return rows.select_related("event", "service").order_by("starts_at", "public_id")[:MOST]
