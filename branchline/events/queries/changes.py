"""Dates in the order in which they last changed, for those who fetch only what is new."""

from datetime import datetime, timedelta

from django.db.models import Q

from branchline.events.models import HowToCome, Listing

SETTLED = timedelta(seconds=5)
"""A change that was made a moment ago may not be seen by everybody yet; later ones must not overtake it."""


def changed_sessions(
    *, service_id: int, now: datetime, since: datetime, after_id: str, limit: int = 100
) -> list[Listing]:
    """Dates that have to be booked, changed at `since` (behind `after_id`) or later. One query, by an index."""
    rows = Listing.objects.select_related("branch", "service").filter(
        Q(changed_at__gt=since) | Q(public_id__gt=after_id),
        service_id=service_id,
        changed_at__gte=since,
        changed_at__lte=now - SETTLED,
        booking=HowToCome.BOOKABLE,
    )
    return list(rows.order_by("changed_at", "public_id")[:limit])
