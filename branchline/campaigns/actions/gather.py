"""The one writer of a campaign's entries: what takes part now is in, what doesn't is out.

Two statements for a service, whatever has changed: running them again changes nothing. A date that was
cancelled leaves and one that moved moves with the next run, at most five minutes later (`jobs.gather_all`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from branchline.campaigns.measures import ENTERED, WITHDRAWN
from branchline.campaigns.models import AUDIENCES, Joining
from branchline.campaigns.queries import region_of
from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

OF_LISTINGS: Mapping[str, str] = {
    "service_id": "l.service_id",
    "campaign_id": "c.id",
    "origin": "'l' || l.public_id",
    "event_public_id": "l.event_public_id",
    "address": "''",
    "branch_id": "l.branch_id",
    "branch_public_id": "l.branch_public_id",
    "place": "l.branch_name",
    "town": "l.town",
    "nation": "s.nation",
    "region": "%(region)s",
    "lat": "l.lat",
    "lon": "l.lon",
    "online": "false",
    "title": "l.title",
    "theme": "l.theme",
    "age_from": "l.age_from",
    "age_to": "l.age_to",
    "starts_at": "l.starts_at",
    "ends_at": "l.ends_at",
}
"""What an entry takes from the published table of events, and nothing else."""

WANTED = """
FROM events_listing l
JOIN places_service s ON s.id = l.service_id AND s.live
JOIN campaigns_joining j ON j.service_id = l.service_id AND j.campaign_id = %(campaign)s
JOIN campaigns_campaign c ON c.id = j.campaign_id
LEFT JOIN campaigns_choice k ON k.service_id = l.service_id AND k.campaign_id = c.id
    AND k.event_public_id = l.event_public_id
WHERE l.service_id = %(service)s AND j.left_at IS NULL AND l.state = 'scheduled'
AND l.starts_at >= %(starts)s AND l.starts_at < %(ends)s
AND coalesce(k.verdict = 'in', (
    j.by_rule
    AND (cardinality(j.themes) = 0 OR l.theme = ANY(j.themes))
    AND (j.audience = '' OR (coalesce(l.age_from, 0) <= %(oldest)s AND coalesce(l.age_to, 200) >= %(youngest)s))
    AND (j.words = '' OR to_tsvector('english', coalesce(l.title ->> 'en', l.title ->> 'cy', ''))
        @@ websearch_to_tsquery('english', j.words))
))
"""
PUT_IN = (
    f"INSERT INTO campaigns_entry ({', '.join(OF_LISTINGS)})"  # noqa: S608  (names from above)
    f" SELECT {', '.join(OF_LISTINGS.values())} {WANTED}"
    " ON CONFLICT (campaign_id, service_id, origin) DO UPDATE SET "
    + ", ".join(f"{name} = EXCLUDED.{name}" for name in OF_LISTINGS)
    + f" WHERE ({', '.join(f'campaigns_entry.{n}' for n in OF_LISTINGS)})"
    f" IS DISTINCT FROM ({', '.join(f'EXCLUDED.{n}' for n in OF_LISTINGS)})"
    " RETURNING xmax = 0"
)
TAKE_OUT = (
    "DELETE FROM campaigns_entry e WHERE e.campaign_id = %(campaign)s AND e.service_id = %(service)s"  # noqa: S608  (names from above)
    f" AND e.origin LIKE 'l%%' AND e.origin NOT IN (SELECT 'l' || l.public_id {WANTED})"
)


@dataclass(frozen=True)
class Gathered:
    """What one run has changed."""

    entered: int
    moved: int
    withdrawn: int


@action
def gather(*, joining: Joining, by: Acting, now: datetime) -> Gathered:
    """Bring the entries of one service in one campaign up to date. Runs in the service's scope."""
    Joining.objects.select_for_update(no_key=True).get(pk=joining.pk)
    values = values_of(joining)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OUT, values)
        withdrawn = cursor.rowcount
    new, moved = publish_entries(values)
    Joining.objects.filter(pk=joining.pk).update(gathered_at=now)
    links = {"campaign": joining.campaign.public_id}
    if new:
        ledger.record(kind=ENTERED, by=by, now=now, quantity=new, links=links)
    if withdrawn:
        ledger.record(kind=WITHDRAWN, by=by, now=now, quantity=withdrawn, links=links)
    return Gathered(new, moved, withdrawn)


def publish_entries(values: Mapping[str, Any]) -> tuple[int, int]:
    """Write the entries that take part: (new, changed)."""
    with connection.cursor() as cursor:
        cursor.execute(PUT_IN, values)
        written = [bool(row[0]) for row in cursor.fetchall()]
    return sum(written), len(written) - sum(written)


def values_of(joining: Joining) -> dict[str, Any]:
    """What the statements ask about one service in one campaign. One query."""
    youngest, oldest = AUDIENCES.get(joining.audience, (0, 200))
    return {
        "campaign": joining.campaign_id,
        "service": joining.service_id,
        "starts": joining.campaign.starts_at,
        "ends": joining.campaign.ends_at,
        "youngest": youngest,
        "oldest": oldest,
        "region": region_of(service=joining.service),
    }
