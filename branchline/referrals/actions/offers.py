"""Which partners take whom: begin, change, end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.core.telephones import plain
from branchline.people.models import Organisation

from ..errors import CantBeReached, ChooseKinds, DaysOutOfRange, NameThem, NoSuchNumber
from ..models import PartnerOffer, ReferralKind

MOST_DAYS = 60


@dataclass(frozen=True)
class OfferFacts:
    """What an offer says. `organisation`: a partner whose people sign in here; else `name` of a body outside."""

    kinds: Sequence[ReferralKind]
    organisation: Organisation | None = None
    name: str = ""
    answer_days: int = 5
    email: str = ""
    telephone: str = ""
    address: str = ""
    language: str = "en"
    words: str = ""


@action
def add_offer(
    *, facts: OfferFacts, listed: bool = True, by: Acting, now: datetime, key: str
) -> PartnerOffer:
    """A partner takes people from today. `listed=False`: written down for one referral only. Once per `key`.

    Refuses at a field: NameThem, ChooseKinds, DaysOutOfRange, NoSuchNumber, CantBeReached.
    """

    def create() -> str:
        made = PartnerOffer(service_id=current_service_id(), listed=listed, made_at=now)
        made.organisation = facts.organisation
        _write(made, facts)
        made.save()
        return made.public_id

    reference, _made = once(key=key, action="referrals.add_offer", now=now, create=create)
    return PartnerOffer.objects.get(public_id=reference)


@action
def change_offer(
    *, offer: PartnerOffer, facts: OfferFacts, by: Acting, now: datetime
) -> PartnerOffer:
    """What was promised for referrals that are on their way stays. Refuses as `add_offer`."""
    locked = PartnerOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    _write(locked, facts)
    locked.save()
    return locked


@action
def end_offer(*, offer: PartnerOffer, by: Acting, now: datetime) -> PartnerOffer:
    """They take nobody new from today; what they have goes on. Twice is once."""
    locked = PartnerOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    if locked.ended_on is None:
        locked.ended_on = in_london(now).date()
        locked.save(update_fields=["ended_on"])
    return locked


def _write(offer: PartnerOffer, facts: OfferFacts) -> None:
    telephone = plain(facts.telephone) if facts.telephone.strip() else ""
    name = "" if offer.organisation_id else " ".join(facts.name.split())

    def named() -> None:
        if not offer.organisation_id and not name:
            raise NameThem

    def reached() -> None:
        if telephone is None:
            raise NoSuchNumber
        if not (offer.organisation_id or facts.email or telephone or facts.address.strip()):
            raise CantBeReached

    def useful() -> None:
        if not facts.kinds:
            raise ChooseKinds
        if not 1 <= facts.answer_days <= MOST_DAYS:
            raise DaysOutOfRange

    together(named, reached, useful)
    offer.name = name
    offer.kinds = [kind for kind in ReferralKind if kind in facts.kinds]
    offer.answer_days = facts.answer_days
    offer.email = facts.email.strip().lower()
    offer.telephone = telephone or ""
    offer.address = facts.address.strip()
    offer.language = facts.language
    offer.words = facts.words.strip()
