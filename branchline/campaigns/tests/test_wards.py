"""For councillors: a line a ward, from published tables, without anybody in it."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.campaigns.actions import join_campaign, leave_campaign
from branchline.campaigns.models import Joining
from branchline.campaigns.queries import by_ward
from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import Setting, Venue, VenueKind
from branchline.people.parts import desk_of
from branchline.places.models import LocalAuthority, ServiceAuthority, Tier, Ward

from .conftest import DESK, MONDAY, NOW, Country, branch, put_on
from .test_pages import lead_of, page, shown

PAGE = "/campaigns/libraries-week/wards"


@pytest.fixture
def wards(country: Country) -> Country:
    """A county with one district of three wards; a library in two of them."""
    LocalAuthority.objects.create(
        code="E10000001", vintage=2025, name="The County", nation="england", tier=Tier.UPPER
    )
    LocalAuthority.objects.create(
        code="E07000001", vintage=2025, name="The District", nation="england", tier=Tier.LOWER,
        upper_code="E10000001",
    )  # fmt: skip
    for n, name in enumerate(("Priory", "Ashton", "Moor")):
        Ward.objects.create(
            code=f"E0500000{n}", vintage=2025, name=name, authority_code="E07000001"
        )
    with scope(country.alice.pk):
        ServiceAuthority.objects.create(
            service=country.alice, authority_code="E10000001", valid_from=MONDAY
        )
        country.sale.ward_code = "E05000000"
        country.sale.save()
    hale = branch(country.alice, "Hale Library", lat=53.3, lon=-2.3, ward_code="E05000001")
    put_on(country.sale, "Rhyme time")
    put_on(country.sale, "Swifts", day=MONDAY + timedelta(days=2), cost=said("£2"))
    put_on(hale, "Lego club", day=MONDAY + timedelta(days=1))
    hall = Venue(VenueKind.COMMUNITY, "Sale", said("Town Hall"))
    put_on(hale, "Walk", setting=Setting.OUTREACH, venue=hall)
    put_on(country.tyne, "Charlie’s own")
    for service in (country.alice, country.charlie):
        with scope(service.pk):
            join_campaign(campaign=country.campaign, service=service, by=DESK, now=NOW)
    return country


def test_every_ward_has_a_line_and_what_is_elsewhere_is_not_put_into_one(wards: Country) -> None:
    now = NOW.replace(day=6)
    found = by_ward(wards.campaign, service=wards.alice, now=now)
    told = [
        (line.name, line.council, line.dates, str(line.following.title) if line.following else "")
        for line in found.lines
    ]
    assert told == [
        ("Ashton", "The District", 1, "Lego club"),
        ("Moor", "The District", 0, ""),
        ("Priory", "The District", 2, "Swifts"),
    ]
    assert (found.dates, found.elsewhere, found.with_something) == (4, 1, 2)


def test_a_councillor_chooses_a_service_reads_the_page_and_takes_the_file(wards: Country) -> None:
    client = Client()
    with clock.at(NOW):
        assert f'href="{PAGE}/alice"' in client.get(PAGE).content.decode()
        html = client.get(f"{PAGE}/alice").content.decode()
        answer = client.get(f"{PAGE}/alice.csv")
    assert 'href="/campaigns/libraries-week?service=alice&amp;all=1"' in html
    assert "Nothing here" in html
    assert "1 more event is online, somewhere else" in html
    assert "Charlie’s own" not in html
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert [row[:4] for row in rows[1:]] == [
        ["Ashton", "E05000001", "The District", "1"],
        ["Moor", "E05000002", "The District", "0"],
        ["Priory", "E05000000", "The District", "2"],
        ["Online, somewhere else, or in a ward that we don’t know", "", "", "1"],
    ]
    assert rows[1][4:7] == ["Lego club", "2026-10-06 10:00", "Hale Library"]
    assert rows[1][7].startswith("http")
    with clock.at(NOW):
        again: Any = client.get(f"{PAGE}/alice.csv", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_where_no_wards_are_known_the_page_says_so(wards: Country) -> None:
    with clock.at(NOW):
        html = Client().get(f"{PAGE}/charlie").content.decode()
        assert "We don’t know the wards of this council yet" in html
        assert 'href="/campaigns/libraries-week?service=charlie"' in html
        assert Client().get(f"{PAGE}/nobody").status_code == 404
        assert Client().get(f"{PAGE}/nobody.csv").status_code == 404


def test_a_councillor_s_desk_begins_with_the_wards_of_her_libraries(wards: Country) -> None:
    coral = lead_of(wards.alice, Role.COUNCILLOR)
    with clock.at(NOW):
        desk = coral.get("/alice/desk/ward-by-ward").content.decode()
        assert f'href="{PAGE}/alice"' in desk
        for ward in ("Ashton", "Moor", "Priory"):
            assert ward in desk, "read at once, without a press"
        assert "Lego club" in desk
        assert coral.get("/charlie/desk/ward-by-ward").status_code == 404
        assert coral.get("/alice/desk/campaigns").status_code == 404
        lead = lead_of(wards.charlie)
        assert lead.get("/charlie/desk/ward-by-ward").status_code == 404
    assert desk_of("alice", [Role.COUNCILLOR]) == "/alice/desk/ward-by-ward"
    with scope(wards.alice.pk):
        joining = Joining.objects.get(service=wards.alice)
        leave_campaign(joining=joining, by=DESK, now=NOW)
    with clock.at(NOW):
        assert "In no campaign yet" in coral.get("/alice/desk/ward-by-ward").content.decode()


def test_a_ward_leads_to_all_that_is_on_there(wards: Country) -> None:
    with clock.at(NOW):
        html = Client().get(f"{PAGE}/alice").content.decode()
        path = "/campaigns/libraries-week?service=alice&ward=E05000000"
        assert f'href="{path.replace("&", "&amp;")}"' in html
        assert "ward=E05000002" not in html, "nothing is on there"
        found = page(path)
        assert shown(found) == ["Rhyme time", "Swifts"]
        assert "2 events match" in found
        assert "At the libraries of Priory." in found
        unknown = page("/campaigns/libraries-week?ward=E05999999")
        assert "a ward that we don’t know" in unknown
        assert len(shown(page("/campaigns/libraries-week?ward=' OR 1"))) == 5
