"""Who works at the desk: Alice manages, Bob works at one branch, Charlie is of another service."""

from collections.abc import Iterator

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.events.models import Booking, Occurrence
from branchline.people.models import (
    Account,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
)
from branchline.places.models import Branch, Service

from ..conftest import NOW, Places, book, date_of, have_left, put_on

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def september() -> Iterator[None]:
    """The day on which these tests play."""
    with clock.at(NOW):
        yield


def staff(name: str, service: Service, role: Role, *branches: Branch) -> Client:
    """A browser in which a member of staff has signed in."""
    account = Account.objects.create_user(f"{name}@example.test", name=name)
    kind = OrganisationKind.LIBRARY_SERVICE
    theirs, _ = Organisation.objects.get_or_create(kind=kind, name=service.name, service=service)
    member = Membership.objects.create(
        account=account,
        organisation=theirs,
        service=service,
        role=role,
        all_branches=not branches,
        valid_from=london(2026, 1, 1).date(),
    )
    for branch in branches:
        MembershipBranch.objects.create(membership=member, branch=branch)
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def alice(places: Places) -> Client:
    """Manages Alice's libraries."""
    return staff("alice", places.service, Role.SERVICE_MANAGER)


@pytest.fixture
def bob(places: Places) -> Client:
    """Works at Sale Library alone."""
    return staff("bob", places.service, Role.BRANCH_STAFF, places.branch)


@pytest.fixture
def charlie(places: Places) -> Client:
    """Manages Charlie's libraries, and must see nothing of Alice's."""
    return staff("charlie", places.other_service, Role.SERVICE_MANAGER)


@pytest.fixture
def tuesday(places: Places) -> Occurrence:
    with scope(places.service.pk):
        return date_of(put_on(places.branch))


@pytest.fixture
def booked(places: Places, tuesday: Occurrence) -> Booking:
    with scope(places.service.pk):
        booking = book(tuesday, 1, 2, contact_name="Nia Hughes", access_note="A chair with arms")
        have_left()
        return booking


def text_of(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


def dates(places: Places) -> list[Occurrence]:
    with scope(places.service.pk):
        return list(Occurrence.objects.all().with_event())
