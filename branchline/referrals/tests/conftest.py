"""Alice passes people on: to a partner with log-ins (Pat's), to one that is written to, to one that is rung."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from branchline.core.acting import Acting, Actor, Channel
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.messages.models import Route
from branchline.people.models import (
    Account,
    Contact,
    Organisation,
    OrganisationKind,
    Partnership,
    Resident,
)
from branchline.people.tests.conftest import NOW, Cast, account, make_cast, works
from branchline.people.tests.residents import resident

from ..actions import OfferFacts, add_offer, make_referral
from ..models import Fact, How, PartnerOffer, Referral, ReferralKind

_numbers = count(1)
WORDS = "Needs help to carry shopping, at home in the mornings"


def key() -> str:
    """A new form each time."""
    return f"referral-{next(_numbers):08d}"


@dataclass(frozen=True)
class House:
    """Alice's service, its partners, and Maud, who can be reached by telephone and email."""

    cast: Cast
    charity: Organisation
    other_charity: Organisation
    pat: Account
    otto: Account
    with_desk: PartnerOffer
    by_mail: PartnerOffer
    by_phone: PartnerOffer
    maud: Resident

    @property
    def by(self) -> Acting:
        return self.cast.as_alice

    @property
    def as_pat(self) -> Acting:
        return Acting(actor=Actor("account", self.pat.pk), channel=Channel.DESK)


def partner(name: str, cast: Cast, *services: Any) -> Organisation:
    """An organisation that works with Alice's service, or with these."""
    made = Organisation.objects.create(kind=OrganisationKind.PARTNER, name=said(name))
    for service in services or (cast.service,):
        Partnership.objects.create(organisation=made, service=service)
    return made


def offer(by: Acting, *, now: datetime = NOW, **facts: Any) -> PartnerOffer:
    """Somebody takes people for food and hearing, and answers in three days."""
    plain: dict[str, Any] = {
        "kinds": [ReferralKind.GROCERIES, ReferralKind.HEARING],
        "answer_days": 3,
    }
    return add_offer(facts=OfferFacts(**plain | facts), by=by, now=now, key=key())


def refer(
    house: House,
    to: PartnerOffer | None = None,
    person: Resident | Contact | None = None,
    **more: Any,
) -> Referral:
    """Maud is passed on, by telephone, for food."""
    how: dict[str, Any] = {
        "kind": ReferralKind.GROCERIES, "words": WORDS, "share": [Fact.TELEPHONE, Fact.NAME],
        "consent": How.TELEPHONE, "now": NOW, "by": house.by, "key": key(),
    }  # fmt: skip
    return make_referral(person=person or house.maud, offer=to or house.by_mail, **how | more)


def make_house(cast: Cast) -> House:
    """Within the scope of Alice's service."""
    charity, other = partner("Good Company", cast), partner("Other Company", cast)
    pat, otto = account("Pat"), account("Otto")
    works(pat, charity, cast.service, Role.PARTNER_WORKER)
    works(otto, other, cast.service, Role.PARTNER_WORKER)
    by = cast.as_alice
    return House(
        cast, charity, other, pat, otto,
        with_desk=offer(by, organisation=charity),
        by_mail=offer(by, name="Food for All", email="team@food.test"),
        by_phone=offer(by, name="The Hearing Room", telephone="0161 496 0222"),
        maud=resident(
            cast, "Maud Okafor",
            routes=[(Route.PHONE, "0161 496 0117"), (Route.EMAIL, "maud@example.test")],
        ),
    )  # fmt: skip


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """At work in Alice's service."""
    cast = make_cast()
    with scope(cast.service.pk):
        yield make_house(cast)
