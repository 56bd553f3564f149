"""The cast: Trafford asks, Newcastle must see nothing of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY, Acting, Actor
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.people.models import (
    Account,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
)
from branchline.places.models import Branch, Service
from branchline.surveys.actions import answer_survey, open_survey
from branchline.surveys.models import Asked, Moment, Response, Survey

NOW = clock.london(2026, 10, 5, 10, 30)
LATER = NOW + timedelta(days=42)
STAFF = Acting(actor=Actor("account", 7))
_keys = iter(range(1_000_000))


def key() -> str:
    return f"test-key-{next(_keys):08d}"


@pytest.fixture
def trafford(db: None) -> Service:
    return Service.objects.create(
        slug="trafford", name=said("Trafford Libraries"), nation="england"
    )


@pytest.fixture
def newcastle(db: None) -> Service:
    return Service.objects.create(
        slug="newcastle", name=said("Newcastle Libraries"), nation="england"
    )


@pytest.fixture
def here(trafford: Service) -> Iterator[Service]:
    """Everything in this test happens at Trafford."""
    with scope(trafford.pk):
        yield trafford


@pytest.fixture
def sale(here: Service) -> Branch:
    return Branch.objects.create(service=here, name=said("Sale Library"))


@pytest.fixture
def stretford(here: Service) -> Branch:
    return Branch.objects.create(service=here, name=said("Stretford Library"))


def make(*sets: str, **changes: Any) -> Survey:
    given: dict[str, Any] = {
        "title": said("Rhyme time"),
        "sets": sets or ("satisfaction-1",),
        "by": STAFF,
        "now": NOW,
        "key": key(),
    }
    return open_survey(**(given | changes))


def answer(survey: Survey, answers: dict[str, str], **changes: Any) -> Response:
    given: dict[str, Any] = {
        "survey": survey,
        "answers": answers,
        "moment": survey.moments[0],
        "by": NOBODY,
        "now": NOW,
        "key": key(),
    }
    return answer_survey(**(given | changes))


@pytest.fixture
def rhyme_time(here: Service) -> Survey:
    return make("satisfaction-1", about="events.occurrence:k7mp2x9d3f")


@pytest.fixture
def wellbeing(here: Service) -> Survey:
    return make("ons4-1", "loneliness-1", asked_when=Asked.TWICE)


def both(survey: Survey, code: str, before: dict[str, str], after: dict[str, str]) -> None:
    answer(survey, before, moment=Moment.BEFORE, pair=code)
    answer(survey, after, moment=Moment.AFTER, pair=code, now=LATER)


def signed_in(service: Service, role: Role, *branches: Branch) -> Client:
    """A client of somebody who works there in this role, everywhere or at these branches."""
    organisation, _made = Organisation.objects.get_or_create(
        service=service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE}
    )
    account = Account.objects.create_user(f"{role}{next(_keys)}@example.test", name=str(role.label))
    membership = Membership.objects.create(
        account=account,
        organisation=organisation,
        service=service,
        role=role,
        all_branches=not branches,
        valid_from=date(2020, 1, 1),
    )
    for branch in branches:
        MembershipBranch.objects.create(membership=membership, branch=branch)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
