"""How many came to a campaign: added up by each service for itself, published without small numbers."""

from datetime import timedelta

from django.db import connection
from django.test import Client

from branchline.campaigns.actions import add_up, join_campaign
from branchline.campaigns.jobs import add_up_late, gather_all
from branchline.campaigns.models import Joining
from branchline.campaigns.queries import turnout
from branchline.core import clock, ledger
from branchline.core.clock import london
from branchline.core.ledger import Kind
from branchline.core.scoping import scope
from branchline.events.models import HowToCome, Occurrence
from branchline.places.models import Branch

from .conftest import DESK, MONDAY, NOW, Country, put_on

ATTENDED = Kind("events.attended", "people who came")
AFTER = london(2026, 10, 12, 9)


def came(
    at: Branch, people: int, *, day: int = 0, title: str = "Rhyme time", capacity: int = 30
) -> None:
    """A date with so many people, counted and closed."""
    event = put_on(
        at, title, day=MONDAY + timedelta(days=day), booking=HowToCome.BOOKABLE, capacity=capacity
    )
    with scope(at.service_id):
        date = Occurrence.objects.get(event=event)
        if people:
            ledger.record(
                kind=ATTENDED, by=DESK, now=AFTER, happened_at=date.starts_at, branch_id=at.pk, quantity=people,
                links={"event": event.public_id, "occurrence": date.public_id},
            )  # fmt: skip


def take_part(country: Country) -> None:
    for service in (country.alice, country.charlie):
        with scope(service.pk):
            join_campaign(campaign=country.campaign, service=service, by=DESK, now=NOW)


def add_all_up(country: Country) -> None:
    for joining in Joining.objects.select_related("campaign", "service"):
        with scope(joining.service_id):
            add_up(joining=joining, now=AFTER)


def test_the_total_is_that_of_the_ledger_and_small_numbers_stay_at_home(country: Country) -> None:
    came(country.sale, 14)
    came(country.sale, 11, day=2, title="Lego", capacity=12)
    came(country.sale, 0, day=3, title="Nobody counted", capacity=8)
    came(country.sale, 40, day=9, title="After the campaign", capacity=90)
    came(country.tyne, 7, title="Few")
    take_part(country)
    add_all_up(country)
    add_all_up(country)
    found = turnout(country.campaign)
    assert (found.people, found.counted, found.over, found.places) == (25, 2, 4, 80)
    assert (str(found.came), found.came.n) == ("25", 2)
    with scope(country.alice.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(quantity) FROM core_happening WHERE kind = 'events.attended'"
            " AND happened_at < '2026-10-12'"
        )
        assert cursor.fetchone() == (25,)
    with scope(country.charlie.pk):
        own = Joining.objects.get(service=country.charlie)
    assert (own.people_came, own.dates_counted, own.dates_over) == (None, 0, 1)


def test_the_page_says_at_how_many_dates_somebody_counted(country: Country) -> None:
    came(country.sale, 14)
    came(country.tyne, 0, title="Nobody counted")
    take_part(country)
    with clock.at(NOW):
        before = Client().get("/campaigns/libraries-week").content.decode()
    assert "people came" not in before
    with clock.at(AFTER):
        add_up_late()
        page = Client().get("/campaigns/libraries-week").content.decode()
    assert '<span class="bl-figure">14</span></strong> people came' in page
    assert "counted at 1 of 2 events that are over" in page


def test_who_is_counted_before_a_date_is_over_is_not_told_yet(country: Country) -> None:
    came(country.sale, 20)
    came(country.sale, 30, day=2, title="Lego")
    take_part(country)
    for moment, people, words in (
        (london(2026, 10, 5, 9, 30), None, ""),
        (london(2026, 10, 5, 12), 20, "counted at 1 of 1 events that are over"),
        (AFTER, 50, "counted at 2 of 2 events that are over"),
    ):
        with clock.at(moment):
            gather_all()
            add_up_late()
            page = Client().get("/campaigns/libraries-week").content.decode()
        assert turnout(country.campaign).people == people
        assert words in page
        assert ("that are over" in page) == bool(words)


def test_a_service_that_has_just_joined_shows_with_its_places(country: Country) -> None:
    came(country.sale, 0)
    take_part(country)
    found = turnout(country.campaign)
    assert (found.services, found.places) == (2, 30)
    with clock.at(NOW):
        page = Client().get("/campaigns/libraries-week").content.decode()
    assert '<span class="bl-figure">2</span></strong> library services' in page
    # What has been booked is not taken off, so it isn't said to be free.
    assert '<span class="bl-figure">30</span></strong> places in all' in page
    assert "places to book" not in page


def test_a_correction_that_comes_late_is_in_it_and_later_ones_are_not(country: Country) -> None:
    came(country.sale, 14)
    take_part(country)
    for days, people in ((1, 14), (10, 13), (40, 13)):
        with clock.at(AFTER + timedelta(days=days)):
            add_up_late()
        assert turnout(country.campaign).people == people
        with scope(country.alice.pk):
            date = Occurrence.objects.get()
            ledger.record(
                kind=ATTENDED, by=DESK, now=AFTER, happened_at=date.starts_at, branch_id=country.sale.pk,
                quantity=-1, links={"occurrence": date.public_id},
            )  # fmt: skip
