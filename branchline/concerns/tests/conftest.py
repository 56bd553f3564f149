"""The cast: Lena leads, Dev stands in for her, Sam works at a branch, Cal rings people, Mina manages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from branchline.concerns.actions import raise_concern, set_duty
from branchline.concerns.models import Concern, Position, Urgency
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.people.models import (
    Account,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
    Resident,
)
from branchline.places.models import Branch, Service

FRIDAY = london(2026, 11, 27, 16, 55)
MORNING = london(2026, 11, 25, 10)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_keys = iter(range(1_000_000))


def as_(account: Account) -> Acting:
    return Acting(actor=Actor("account", account.pk), channel=Channel.DESK)


def browser_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@dataclass(frozen=True)
class House:
    service: Service
    sale: Branch
    hale: Branch
    lena: Account
    dev: Account
    sam: Account
    cal: Account
    mina: Account


def works(service: Service, name: str, role: Role, *branches: Branch) -> Account:
    organisation, _made = Organisation.objects.get_or_create(
        service=service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE}
    )
    account = Account.objects.create_user(f"{name.lower()}@example.test", name=name)
    membership = Membership.objects.create(
        account=account, organisation=organisation, service=service, role=role,
        all_branches=not branches, valid_from=date(2020, 1, 1),
    )  # fmt: skip
    for branch in branches:
        MembershipBranch.objects.create(membership=membership, branch=branch)
    return account


def make_house() -> House:
    service = Service.objects.create(
        slug="alderley", name=said("Alderley Libraries"), nation="england"
    )
    with scope(service.pk):
        sale = Branch.objects.create(service=service, name=said("Sale"))
        hale = Branch.objects.create(service=service, name=said("Hale"))
    return House(
        service, sale, hale,
        works(service, "Lena", Role.EVENTS_LEAD), works(service, "Dev", Role.BRANCH_STAFF, hale),
        works(service, "Sam", Role.BRANCH_STAFF, sale), works(service, "Cal", Role.CALLER),
        works(service, "Mina", Role.SERVICE_MANAGER),
    )  # fmt: skip


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """Nobody is named yet; everything happens at Alderley."""
    made = make_house()
    with scope(made.service.pk):
        yield made


def name_them(house: House, now: datetime = MORNING) -> None:
    by = as_(house.mina)
    set_duty(position=Position.LEAD, account=house.lena, by=by, now=now)
    set_duty(position=Position.DEPUTY, account=house.dev, by=by, now=now)
    set_duty(position=Position.DUTY, name="Night team", telephone="01632 960111", by=by, now=now)


@pytest.fixture
def named(house: House) -> House:
    """Lead, deputy and a duty number are named."""
    name_them(house)
    return house


def raised(by: Account, now: datetime = MORNING, **changes: Any) -> Concern:
    given: dict[str, Any] = {
        "words": "“He takes my money”, she said.",
        "urgency": Urgency.TODAY,
        "about_words": "A woman of about 80",
        "by": as_(by),
        "now": now,
        "key": f"test-concern-{next(_keys):06d}",
    }
    return raise_concern(**(given | changes))


def resident_of(house: House, name: str = "Maud Okafor") -> Resident:
    return Resident.objects.create(
        service=house.service, name=name, sort_name=name.lower(), made_at=MORNING,
        seen_on=MORNING.date(),
    )  # fmt: skip
