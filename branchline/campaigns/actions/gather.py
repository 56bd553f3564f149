"""The one writer of a campaign's entries: what takes part now is in, what doesn't is out.

Three statements for a service, whatever has changed: running them again changes nothing. A date that was
cancelled leaves and one that moved moves with the next run, at most five minutes later (`jobs.gather_all`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from branchline.campaigns.measures import ENTERED, WITHDRAWN
from branchline.campaigns.models import AUDIENCES, Joining
from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.places.queries import part_of

OF_LISTINGS: Mapping[str, str] = {
    "service_id": "l.service_id",
    "campaign_id": "c.id",
    "origin": "'l' || l.public_id",
    "event_public_id": "l.event_public_id",
    "address": "''",
    "branch_id": "l.branch_id",
    "branch_public_id": "l.branch_public_id",
    "place": "CASE WHEN l.setting = 'outreach' AND l.venue <> '{}' THEN l.venue ELSE l.branch_name END",
    "town": "l.town",
    "nation": "s.nation",
    "region": "%(region)s",
    "lat": "CASE WHEN l.setting <> 'online' THEN l.lat END",
    "lon": "CASE WHEN l.setting <> 'online' THEN l.lon END",
    "online": "l.setting = 'online'",
    "title": "l.title",
    "theme": "l.theme",
    "age_from": "l.age_from",
    "age_to": "l.age_to",
    "free": "l.cost = '{}'",
    "cost": "l.cost",
    "booking": "l.booking",
    "starts_at": "l.starts_at",
    "ends_at": "l.ends_at",
    "all_day": "false",
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
OF_FEEDS: Mapping[str, str] = {
    **OF_LISTINGS,
    "service_id": "f.service_id",
    "origin": "'f' || f.public_id",
    "event_public_id": "f.public_id",
    "address": "f.address",
    "branch_id": "b.id",
    "branch_public_id": "coalesce(b.public_id, '')",
    "place": "coalesce(b.name, jsonb_build_object('en', f.place))",
    "town": "coalesce(b.town, '')",
    "lat": "CASE WHEN b.position = 'exact' AND NOT f.online THEN b.lat END",
    "lon": "CASE WHEN b.position = 'exact' AND NOT f.online THEN b.lon END",
    "online": "f.online",
    "title": "jsonb_build_object('en', f.title)",
    "theme": "''",
    "age_from": "NULL::smallint",
    "age_to": "NULL::smallint",
    "free": "f.free",
    "cost": "CASE WHEN f.cost = '' THEN '{}' ELSE jsonb_build_object('en', f.cost, 'cy', f.cost) END",
    "booking": "''",
    "starts_at": "f.starts_at",
    "ends_at": "f.ends_at",
    "all_day": "f.all_day",
}
"""The same of what another system says, once staff have accepted it."""

WANTED_OF_FEEDS = """
FROM campaigns_fedevent f
JOIN campaigns_source q ON q.id = f.source_id AND q.campaign_id = %(campaign)s
JOIN places_service s ON s.id = f.service_id AND s.live
JOIN campaigns_joining j ON j.service_id = f.service_id AND j.campaign_id = q.campaign_id
JOIN campaigns_campaign c ON c.id = j.campaign_id
LEFT JOIN places_branch b ON b.id = f.branch_id
WHERE f.service_id = %(service)s AND j.left_at IS NULL AND f.state = 'accepted' AND f.twin = ''
AND f.starts_at < %(ends)s AND (f.starts_at >= %(starts)s OR f.all_day AND f.ends_at > %(starts)s)
"""


def _put_in(columns: Mapping[str, str], wanted: str) -> str:
    return (
        f"INSERT INTO campaigns_entry ({', '.join(columns)})"  # noqa: S608  (names from above)
        f" SELECT {', '.join(columns.values())} {wanted}"
        " ON CONFLICT (campaign_id, service_id, origin) DO UPDATE SET "
        + ", ".join(f"{name} = EXCLUDED.{name}" for name in columns)
        + f" WHERE ({', '.join(f'campaigns_entry.{n}' for n in columns)})"
        f" IS DISTINCT FROM ({', '.join(f'EXCLUDED.{n}' for n in columns)})"
        " RETURNING xmax = 0"
    )


PUT_IN = (_put_in(OF_LISTINGS, WANTED), _put_in(OF_FEEDS, WANTED_OF_FEEDS))
TAKE_OUT = (
    "DELETE FROM campaigns_entry e WHERE e.campaign_id = %(campaign)s AND e.service_id = %(service)s"  # noqa: S608  (names from above)
    f" AND e.origin NOT IN (SELECT 'l' || l.public_id {WANTED}"
    f" UNION ALL SELECT 'f' || f.public_id {WANTED_OF_FEEDS})"
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
    written: list[bool] = []
    with connection.cursor() as cursor:
        for statement in PUT_IN:
            cursor.execute(statement, values)
            written += [bool(row[0]) for row in cursor.fetchall()]
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
        "region": part_of(service=joining.service),
    }
