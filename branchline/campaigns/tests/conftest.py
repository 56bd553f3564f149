"""The cast: Nia's national network, Alice's service, and Charlie's, who decides for himself."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest

from branchline.campaigns.actions import create_campaign, join_campaign, open_campaign
from branchline.campaigns.actions.keep_campaign import Wording
from branchline.campaigns.models import Campaign, Joining
from branchline.core import clock
from branchline.core.acting import Acting, Channel
from branchline.core.clock import london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import create_event, publish_event
from branchline.events.models import Details, Event, Theme, Timing
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from branchline.places.models import Branch, Service

from .other_system import OtherSystem

NOW = london(2026, 10, 1, 9)
MONDAY = date(2026, 10, 5)
DESK = Acting(channel=Channel.DESK)
_count = iter(range(10**9))


@dataclass(frozen=True)
class Country:
    """Two services, each with a library, and a campaign of the network that is open."""

    network: Organisation
    nia: Account
    alice: Service
    charlie: Service
    sale: Branch
    tyne: Branch
    campaign: Campaign


def wording(**more: Any) -> Wording:
    """A week in October."""
    facts: dict[str, Any] = {
        "name": said("Libraries Week", "Wythnos Llyfrgelloedd"),
        "theme": said("Taking action, changing lives"),
        "first_day": MONDAY,
        "last_day": date(2026, 10, 11),
        "hashtag": "LibrariesWeek",
    }
    return Wording(**(facts | more))


@pytest.fixture
def country(db: None) -> Country:
    """Everybody, in an empty database."""
    network = Organisation.objects.create(name=said("Network"), kind=OrganisationKind.NETWORK)
    nia = Account.objects.create_user("nia@network.test", name="Nia")
    Membership.objects.create(
        account=nia, organisation=network, role=Role.NETWORK, valid_from=date(2026, 1, 1)
    )
    alice = Service.objects.create(slug="alice", name=said("Alice’s libraries"), nation="england")
    charlie = Service.objects.create(
        slug="charlie", name=said("Charlie’s libraries"), nation="wales"
    )
    campaign = create_campaign(organiser=network, slug="libraries-week", wording=wording(), now=NOW)
    return Country(
        network,
        nia,
        alice,
        charlie,
        branch(alice, "Sale Library", lat=53.4254, lon=-2.3196, town="Sale"),
        branch(charlie, "Tyne Library", lat=54.97, lon=-1.61, town="Newcastle"),
        open_campaign(campaign=campaign, now=NOW),
    )


@pytest.fixture
def at_alices(country: Country) -> Iterator[Country]:
    """At work in Alice's service."""
    with scope(country.alice.pk):
        yield country


def branch(of: Service, name: str, **facts: Any) -> Branch:
    """A library of a service."""
    with scope(of.pk):
        return Branch.objects.create(service=of, name=said(name), position="exact", **facts)


def put_on(
    at: Branch,
    title: str = "Rhyme time",
    *,
    day: date = MONDAY,
    hour: int = 10,
    weekly_until: date | None = None,
    now: datetime = NOW,
    **more: Any,
) -> Event:
    """A published drop-in."""
    facts: dict[str, Any] = {"title": said(title), "theme": Theme.RHYME, **more}
    with scope(at.service_id):
        event = create_event(
            branch=at,
            details=Details(**facts),
            timing=Timing(day, time(hour), time(hour + 1)),
            by=DESK,
            now=now,
            key=f"campaign-{next(_count)}",
        )
        return publish_event(event=event, by=DESK, now=now)


@pytest.fixture
def other() -> Iterator[OtherSystem]:
    server = OtherSystem()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def joined(country: Country, settings: Any) -> Iterator[Joining]:
    settings.BRANCHLINE_FEEDS_FROM_HERE = True
    with scope(country.alice.pk):
        made = join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)
    with clock.at(NOW):
        yield made
