"""The cast: Alice manages a service, Bob helps at one of its branches, Charlie works elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.messages.models import Route
from branchline.messages.tests.test_smtp import post
from branchline.people import actions
from branchline.people.actions import Details
from branchline.people.models import (
    Account,
    Membership,
    MembershipBranch,
    Need,
    Organisation,
    OrganisationKind,
    Resident,
)
from branchline.places.models import Branch, Service

__all__ = ["post"]
"""A real mail server, as the outbox is tested with."""

NOW = london(2026, 9, 1, 9)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Cast:
    """Alice's service with two branches, Charlie's with one, and the three of them."""

    service: Service
    sale: Branch
    hale: Branch
    elsewhere: Service
    elsewhere_branch: Branch
    organisation: Organisation
    other_organisation: Organisation
    alice: Account
    bob: Account
    charlie: Account

    @property
    def as_alice(self) -> Acting:
        return Acting(actor=Actor("account", self.alice.pk), channel=Channel.DESK)


def account(name: str) -> Account:
    """An account whose address is confirmed."""
    made = Account.objects.create_user(f"{name.lower()}@example.test", name=name)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def works(
    who: Account, organisation: Organisation, service: Service | None, role: Role, *branches: Branch
) -> Membership:
    """A membership since the beginning of the year."""
    made = Membership.objects.create(
        account=who,
        organisation=organisation,
        service=service,
        role=role,
        all_branches=not branches,
        valid_from=london(2026, 1, 1).date(),
    )
    MembershipBranch.objects.bulk_create(
        [MembershipBranch(membership=made, branch=branch) for branch in branches]
    )
    return made


def signed_in(who: Account) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(who, backend=BACKEND)
    return client


def make_cast() -> Cast:
    service = Service.objects.create(slug="alice", name=said("Alice’s libraries"), nation="england")
    other = Service.objects.create(
        slug="charlie", name=said("Charlie’s libraries"), nation="england"
    )
    with scope(service.pk):
        sale = Branch.objects.create(service=service, name=said("Sale Library"))
        hale = Branch.objects.create(service=service, name=said("Hale Library"))
    with scope(other.pk):
        theirs = Branch.objects.create(service=other, name=said("Elsewhere Library"))
    kind = OrganisationKind.LIBRARY_SERVICE
    ours = Organisation.objects.create(kind=kind, name=service.name, service=service)
    others = Organisation.objects.create(kind=kind, name=other.name, service=other)
    alice, bob, charlie = account("Alice"), account("Bob"), account("Charlie")
    works(alice, ours, service, Role.SERVICE_MANAGER)
    works(bob, ours, service, Role.BRANCH_STAFF, sale)
    works(charlie, others, other, Role.SERVICE_MANAGER)
    return Cast(service, sale, hale, other, theirs, ours, others, alice, bob, charlie)


@pytest.fixture
def cast(db: None) -> Cast:
    """The three of them, in no service's scope."""
    return make_cast()


@pytest.fixture
def at_alices(cast: Cast) -> Iterator[Cast]:
    """At work in Alice's service."""
    with scope(cast.service.pk):
        yield cast


@pytest.fixture
def at_the_hour() -> Iterator[None]:
    """Three days after the records were made."""
    with clock.at(NOW + timedelta(days=3)):
        yield


@pytest.fixture
def alice(cast: Cast) -> Client:
    """The manager, signed in."""
    return signed_in(cast.alice)


@pytest.fixture
def maud(cast: Cast) -> Resident:
    """A record that says something of everything."""
    with scope(cast.service.pk):
        made = actions.add_resident(
            details=Details(
                name="Maud Okafor", born_on=date(1948, 3, 9), postcode="M33 7ZF", note="<b>likes trains</b>"
            ),
            routes=[(Route.EMAIL, "maud@example.test"), (Route.PHONE, "0161 496 0117")], card="D1",
            by=cast.as_alice, now=NOW, key="form-of-maud",
        )  # fmt: skip
        actions.record_need(
            resident=made, need=Need.LARGE_PRINT, note="18 point", by=cast.as_alice, now=NOW
        )
        return made
