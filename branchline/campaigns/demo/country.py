"""A campaign over a generated country: every service takes part with everything, 20,000 dates in all.

The entries are written by the room's own statement, a service at a time, from the listings that the room
events has made.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connections

from branchline.core.clock import in_london
from branchline.core.generating import Country, progress, public_ids, read
from branchline.core.scoping import scope
from branchline.people.models import Organisation, OrganisationKind
from branchline.places.models import Service

from ..actions import create_campaign, open_campaign
from ..actions.gather import PUT_IN, values_of
from ..measures import ENTERED, JOINED
from ..models import Campaign, Joining
from .wording import drafted, libraries_week

SHARE = 25
"""Dates of the country for one of the campaign: 20,000 of half a million."""
LONGEST = 90
SLUG = "libraries-week-of-the-country"
BY_DAY = """
    SELECT (starts_at AT TIME ZONE 'Europe/London')::date AS day, count(*) FROM events_listing
    WHERE starts_at >= %s AND state = 'scheduled' GROUP BY 1 ORDER BY 1 LIMIT %s
"""
HAPPENED = """
    INSERT INTO core_happening (service_id, kind, happened_at, recorded_at, quantity, links, channel,
        ward_code, age_band)
    SELECT %(service)s, %(kind)s, %(now)s, %(now)s, %(many)s, jsonb_build_object('campaign', %(campaign)s::text),
        'job', '', '' WHERE %(many)s > 0
"""


def generate(country: Country) -> None:
    """The campaign, who takes part in it, its entries and its lines in the ledger."""
    first = in_london(country.now).date()
    wanted = country.scale.occurrences // SHARE
    campaign = _campaign(country, first, _last_day(first, wanted))
    services = list(Service.objects.filter(live=True).order_by("pk"))
    for service in progress(services, total=len(services), what="services in a campaign"):
        _take_part(campaign, service, country)


def _last_day(first: date, wanted: int) -> date:
    """The day by which so many dates are on."""
    found: Iterable[tuple[date, int]] = read(BY_DAY, [first, LONGEST])
    last, held = first, 0
    for day, many in found:
        if held >= wanted or (day - first).days >= LONGEST:
            break
        last, held = day, held + many
    return last


def _campaign(country: Country, first: date, last: date) -> Campaign:
    """Made once: a second country beside the first takes part in the same."""
    known = Campaign.objects.filter(slug=SLUG).first()
    if known is not None:
        return known
    network, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.NETWORK, name__en="National libraries network",
        defaults={
            "name": drafted("National libraries network", "Rhwydwaith llyfrgelloedd"),
            "public_id": public_ids("people_organisation")(0),
        },
    )  # fmt: skip
    campaign = create_campaign(
        organiser=network, slug=SLUG, wording=libraries_week(first), now=country.now
    )
    # The same id each time: the ledger's lines carry it.
    Campaign.objects.filter(pk=campaign.pk).update(
        last_day=max(first, last), public_id=public_ids("campaigns_campaign")(0)
    )
    open_campaign(campaign=campaign, now=country.now)
    return Campaign.objects.get(pk=campaign.pk)


def _take_part(campaign: Campaign, service: Service, country: Country) -> None:
    with scope(service.pk):
        joining, made = Joining.objects.get_or_create(
            campaign=campaign,
            service=service,
            defaults={"joined_at": country.now, "gathered_at": country.now},
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute(PUT_IN[0], values_of(joining))
        new = sum(1 for row in cursor.fetchall() if row[0])
        for kind, many in ((JOINED, int(made)), (ENTERED, new)):
            values: dict[str, Any] = {"service": service.pk, "kind": kind.name, "many": many}
            values |= {"now": country.now, "campaign": campaign.public_id}
            cursor.execute(HAPPENED, values)


WRONG = {
    "{} entries of campaigns that no listing within its days says": """
        SELECT count(*) FROM campaigns_entry e JOIN campaigns_campaign c ON c.id = e.campaign_id
        WHERE left(e.origin, 1) = 'l' AND NOT EXISTS (
            SELECT FROM events_listing l JOIN campaigns_joining j ON j.service_id = l.service_id
            WHERE 'l' || l.public_id = e.origin AND l.service_id = e.service_id AND l.state = 'scheduled'
            AND j.campaign_id = c.id AND j.left_at IS NULL AND l.starts_at = e.starts_at
            AND (l.starts_at AT TIME ZONE 'Europe/London')::date BETWEEN c.first_day AND c.last_day)""",
    "{} dates that ought to be in a campaign and are not": """
        SELECT count(*) FROM events_listing l JOIN campaigns_joining j ON j.service_id = l.service_id
        JOIN campaigns_campaign c ON c.id = j.campaign_id
        WHERE j.left_at IS NULL AND j.by_rule AND cardinality(j.themes) = 0 AND j.audience = '' AND j.words = ''
        AND l.state = 'scheduled'
        AND (l.starts_at AT TIME ZONE 'Europe/London')::date BETWEEN c.first_day AND c.last_day
        AND NOT EXISTS (SELECT FROM campaigns_choice k WHERE k.campaign_id = c.id
            AND k.service_id = l.service_id AND k.event_public_id = l.event_public_id)
        AND NOT EXISTS (SELECT FROM campaigns_entry e WHERE e.campaign_id = c.id
            AND e.service_id = l.service_id AND e.origin = 'l' || l.public_id)""",
    "{} services of whose entries the ledger counts more or fewer": """
        SELECT count(*) FROM (SELECT c.public_id, e.service_id, count(*) n FROM campaigns_entry e
            JOIN campaigns_campaign c ON c.id = e.campaign_id GROUP BY 1, 2) e
        FULL JOIN (SELECT links ->> 'campaign' public_id, service_id,
            sum(CASE kind WHEN 'campaigns.entered' THEN quantity ELSE -quantity END) n FROM core_happening
            WHERE kind IN ('campaigns.entered', 'campaigns.withdrawn') GROUP BY 1, 2) h
        USING (public_id, service_id) WHERE coalesce(e.n, 0) <> coalesce(h.n, 0)""",
}


def consistent() -> list[str]:
    """Sentences about what does not add up."""
    found = [(sentence, read(sql)[0][0]) for sentence, sql in WRONG.items()]
    return [sentence.format(count) for sentence, count in found if count]
