"""How the letters of the room come about; see `tests/harness/causing.py`.

Those to a partner go to the team's address, and are about somebody else: Gwen, of whom no address is known.
"""

from datetime import date
from typing import Any

from branchline.core.acting import Acting, Actor
from branchline.core.permits import Role
from branchline.core.words import said
from branchline.messages.models import Route
from branchline.people.actions import Details, add_resident
from branchline.people.models import (
    Account,
    Contact,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    Resident,
)
from tests.harness.causing import Cause, Scene

from .. import actions
from ..models import Fact, How, PartnerOffer, Referral, ReferralKind
from .conftest import key

BY_MAIL = frozenset({Route.EMAIL})


def _gwen(scene: Scene) -> Resident:
    return add_resident(
        details=Details(name="Gwen Parry"),
        routes=[],
        card="",
        by=scene.by,
        now=scene.now,
        key=key(),
    )


def _offer(scene: Scene, email: str) -> PartnerOffer:
    facts = actions.OfferFacts(kinds=[ReferralKind.COMPANY], name="Good Neighbours", email=email)
    return actions.add_offer(facts=facts, by=scene.by, now=scene.now, key=key())


def _made(scene: Scene, offer: PartnerOffer, person: Resident | Contact) -> Referral:
    return actions.make_referral(
        person=person, offer=offer, kind=ReferralKind.COMPANY, words="Would like some company",
        share=list(Fact), consent=How.TELEPHONE, by=scene.by, now=scene.now, key=key(),
    )  # fmt: skip


def _to_team(scene: Scene) -> Referral:
    return _made(scene, _offer(scene, scene.contact.address), _gwen(scene))


def _refer(scene: Scene, begun: Any) -> None:
    _to_team(scene)


def _of_them(scene: Scene) -> Referral:
    """The contact is the one who was passed on."""
    return _made(scene, _offer(scene, "team@partner.test"), scene.contact)


def _chase(scene: Scene, made: Referral) -> None:
    actions.chase_referral(referral=made, by=scene.by, now=scene.now)


def _withdraw(scene: Scene, made: Referral) -> None:
    actions.withdraw_referral(referral=made, by=scene.by, now=scene.now)


def _accept(scene: Scene, made: Referral) -> None:
    actions.accept_referral(referral=made, by=scene.by, now=scene.now)


def _decline(scene: Scene, made: Referral) -> None:
    actions.decline_referral(
        referral=made, reason="We are full", instead="We look again", by=scene.by, now=scene.now
    )


def _referred_to_us(scene: Scene) -> Referral:
    """By a partner's worker, whose address it is."""
    service = scene.branch.service
    partner = Organisation.objects.create(kind=OrganisationKind.PARTNER, name=said("Good Company"))
    Partnership.objects.create(organisation=partner, service=service)
    worker = Account.objects.create_user(scene.contact.address, name=scene.contact.name)
    Membership.objects.create(
        account=worker, organisation=partner, service=service, role=Role.PARTNER_WORKER,
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    return actions.take_referral(
        person=_gwen(scene), to_room="calls", kind=ReferralKind.CALLS, words="Would like to be rung",
        organisation=partner, consent=How.IN_PERSON, by=Acting(actor=Actor("account", worker.pk)),
        now=scene.now, key=key(),
    )  # fmt: skip


def _to_colleague(go: Any, begin: Any = None) -> Cause:
    more = {"begin": begin} if begin else {}
    return Cause(go, to_colleague=True, ways=BY_MAIL, **more)


CAUSES = {
    "referrals.referred": _to_colleague(_refer),
    "referrals.reminder": _to_colleague(_chase, _to_team),
    "referrals.taken_back": _to_colleague(_withdraw, _to_team),
    "referrals.decided": _to_colleague(_accept, _referred_to_us),
    "referrals.accepted": Cause(_accept, begin=_of_them),
    "referrals.declined": Cause(_decline, begin=_of_them),
}
