"""What a service's part in a campaign came to: added up in its own scope from the ledger, published as four numbers."""

from datetime import datetime
from typing import Any

from django.db import connection

from branchline.campaigns.models import Joining
from branchline.core.actions import action
from branchline.core.figures import SMALLEST_PUBLISHED

CAME = """
WITH own AS (
    SELECT e.origin, e.ends_at, substr(e.origin, 2) AS listing FROM campaigns_entry e
    WHERE e.campaign_id = %(campaign)s AND e.service_id = %(service)s
), came AS (
    SELECT h.links ->> 'occurrence' AS listing, sum(h.quantity) AS people FROM core_happening h
    WHERE h.kind = 'events.attended' AND h.service_id = %(service)s
    AND h.happened_at >= %(starts)s AND h.happened_at < %(ends)s GROUP BY 1
)
SELECT coalesce(sum(l.capacity), 0), count(*) FILTER (WHERE own.ends_at <= %(now)s),
    count(came.listing), coalesce(sum(came.people), 0)
FROM own LEFT JOIN events_listing l ON left(own.origin, 1) = 'l' AND l.public_id = own.listing
LEFT JOIN came ON left(own.origin, 1) = 'l' AND came.listing = own.listing AND own.ends_at <= %(now)s
"""
"""Who is counted before a date is over is told when it is. Of dates of other systems nobody tells us who came: they are over and not counted."""


@action
def add_up(*, joining: Joining, now: datetime) -> None:
    """Places, dates that are over, dates that were counted, and people who came to those. Twice is once.

    A count of fewer than ten people is not published: then it is missing, with its dates.
    """
    campaign = joining.campaign
    given: dict[str, Any] = {
        "campaign": campaign.pk,
        "service": joining.service_id,
        "starts": campaign.starts_at,
        "ends": campaign.ends_at,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(CAME, given)
        places, over, counted, people = cursor.fetchone()
    told = people >= SMALLEST_PUBLISHED
    Joining.objects.filter(pk=joining.pk).update(
        places=places,
        dates_over=over,
        dates_counted=counted if told else 0,
        people_came=people if told else None,
    )
