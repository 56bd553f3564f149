"""Tables of the room referrals. Door of the room."""

from .events import EventKind, ReferralEvent
from .offers import PartnerOffer
from .referrals import Direction, Felt, Referral, Referrals, State
from .words import KINDS_TO_US, Fact, How, ReferralKind, Urgency

__all__ = [
    "KINDS_TO_US",
    "Direction",
    "EventKind",
    "Fact",
    "Felt",
    "How",
    "PartnerOffer",
    "Referral",
    "ReferralEvent",
    "ReferralKind",
    "Referrals",
    "State",
    "Urgency",
]
