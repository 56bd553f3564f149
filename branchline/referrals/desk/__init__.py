"""Pages of the desk."""

from .lists import of_person, referrals
from .offers import new_offer, offer, offers
from .partner import sent_referral, sent_to_us
from .referral import referral

__all__ = [
    "new_offer",
    "of_person",
    "offer",
    "offers",
    "referral",
    "referrals",
    "sent_referral",
    "sent_to_us",
]
