"""Every total on the page is what a plain recount in SQL gives."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from branchline.campaigns.actions import join_campaign
from branchline.campaigns.models import Campaign
from branchline.campaigns.queries import (
    Asked,
    by_region,
    entries,
    numbers,
    of_services,
    pieces,
    points,
)
from branchline.core.clock import london
from branchline.core.design.maps import spots_of
from branchline.core.scoping import scope

from .conftest import DESK, MONDAY, NOW, Country, branch, put_on

ASKED = (
    Asked(),
    Asked(day=MONDAY),
    Asked(day=date(2026, 10, 11)),
    Asked(region="wales"),
    Asked(service="alice", audience="children"),
    Asked(audience="adults", region="england"),
    Asked(online=True),
)


def recount(campaign: Campaign, asked: Asked) -> tuple[int, int, int]:
    """The same question in words of its own, over the listings themselves."""
    ages = {"children": (5, 11), "adults": (18, 120)}.get(asked.audience, (0, 999))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), count(DISTINCT l.branch_id), count(DISTINCT l.service_id)
            FROM events_listing l JOIN places_service s ON s.id = l.service_id
            JOIN campaigns_joining j USING (service_id)
            WHERE j.campaign_id = %s AND l.state = 'scheduled'
            AND (l.starts_at AT TIME ZONE 'Europe/London')::date BETWEEN %s AND %s
            AND (%s = '' OR s.slug = %s) AND (%s = '' OR s.nation = %s) AND NOT %s
            AND NOT coalesce(l.age_from > %s, false) AND NOT coalesce(l.age_to < %s, false)
            """,
            [
                campaign.pk,
                asked.day or campaign.first_day,
                asked.day or campaign.last_day,
                asked.service,
                asked.service,
                asked.region,
                asked.region,
                asked.online,
                ages[1],
                ages[0],
            ],
        )
        row: Any = cursor.fetchone()
    return int(row[0]), int(row[1]), int(row[2])


@pytest.fixture
def full(country: Country) -> Country:
    """Dates of many kinds at five libraries, some of them at midnight's edge."""
    alices = [
        country.sale,
        branch(country.alice, "Hale", lat=53.37, lon=-2.34),
        branch(country.alice, "Moved"),
    ]
    charlies = [country.tyne, branch(country.charlie, "Bala", lat=52.91, lon=-3.6)]
    ages: list[tuple[int | None, int | None]] = [(None, None), (0, 4), (5, 11), (18, None)]
    for n in range(28):
        low, high = ages[n % 4]
        put_on(
            (alices + charlies)[n % 5],
            f"Event {n}",
            day=MONDAY + timedelta(days=n % 9 - 1),
            hour=(0, 9, 22)[n % 3],
            age_from=low,
            age_to=high,
        )
    for service in (country.alice, country.charlie):
        with scope(service.pk):
            join_campaign(campaign=country.campaign, service=service, by=DESK, now=NOW)
    return country


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_counts_are_those_of_a_plain_recount(full: Country, asked: Asked) -> None:
    campaign = full.campaign
    rows = asked.rows(campaign)
    gathered = pieces(rows, begins=london(2026, 10, 5), until=london(2026, 10, 6))
    found = numbers(gathered)
    assert (found.dates, found.libraries, found.services) == recount(campaign, asked)
    assert sum(row.dates for row in by_region(gathered).values()) == found.dates
    assert len(entries(rows, limit=1000).rows) == found.dates
    placed = rows.filter(lat__isnull=False).count()
    assert sum(spot.many for spot in spots_of(points(gathered))) == placed


def test_the_services_add_up_to_the_campaign(full: Country) -> None:
    rows = of_services(full.campaign)
    assert [row.slug for row in rows] == ["alice", "charlie"]
    assert sum(row.dates for row in rows) == recount(full.campaign, Asked())[0]
