"""Listings as the feeds read them: a service's or a branch's coming dates, cancelled ones too."""

from datetime import datetime, timedelta

from .listings import ListingCard, card, shown

BACK = timedelta(days=7)
"""A calendar that looks in once a week still learns that yesterday's date was cancelled."""
MOST = 1000


def listings_for_feed(
    *, service_id: int, now: datetime, branch_public_id: str | None = None
) -> list[ListingCard]:
    """Dates from a week ago on, at most 1,000. One query."""
    rows = shown().filter(service_id=service_id, starts_at__gte=now - BACK)
    if branch_public_id is not None:
        rows = rows.filter(branch_public_id=branch_public_id)
    return [card(row) for row in rows.order_by("starts_at", "public_id")[:MOST]]
