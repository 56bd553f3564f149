"""Which partners could help with what somebody needs, and the sentence that is read to them before anything is passed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from branchline.people.models import Resident
from branchline.referrals.models import Fact, PartnerOffer, ReferralKind
from branchline.referrals.queries import consent_words, offers

from ..models import NeedKind

HELP: Mapping[NeedKind, tuple[ReferralKind, ...]] = {
    NeedKind.FOOD: (ReferralKind.GROCERIES,),
    NeedKind.HEALTH: (ReferralKind.TRANSPORT,),
    NeedKind.MONEY: (ReferralKind.BENEFITS,),
    NeedKind.COMPANY: (ReferralKind.COMPANY,),
    NeedKind.DIGITAL: (ReferralKind.DIGITAL, ReferralKind.DEVICES),
    NeedKind.HEARING: (ReferralKind.HEARING, ReferralKind.SIGHT),
    NeedKind.HOME: (ReferralKind.HOME,),
    NeedKind.OTHER: (ReferralKind.OTHER, ReferralKind.CARERS, ReferralKind.LEARNING),
}
"""What is not here the library sees to itself: books, prescriptions, grief, scams."""
SHARED = (Fact.TELEPHONE,)
"""What goes along with a first name when somebody is passed on from a call: the number they were rung on."""


@dataclass(frozen=True)
class Helper:
    """A partner for one need. `said`: the sentence to be read out, and agreed to, in the person's language."""

    need: NeedKind
    kind: ReferralKind
    offer: PartnerOffer
    said: str

    @property
    def key(self) -> str:
        """Of the choice in the form: "food:groceries:k7mp2x9d3f"."""
        return f"{self.need}:{self.kind}:{self.offer.public_id}"


def helpers_for(resident: Resident) -> list[Helper]:
    """In the order of the needs. One query."""
    taking = list(offers())
    return [
        Helper(need, kind, offer, _sentence(offer, kind, resident))
        for need in NeedKind
        for kind in HELP.get(need, ())
        for offer in taking
        if kind in offer.kinds
    ]


def _sentence(offer: PartnerOffer, kind: ReferralKind, resident: Resident) -> str:
    return consent_words(partner=str(offer), kind=kind, share=SHARED, language=resident.language)
