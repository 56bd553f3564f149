"""Writes of the room referrals. Door of the room."""

from .answer import accept_referral, decline_referral, report_done
from .asking import Agreed, Asking, ask_us
from .chase import chase_referral, chase_the_late
from .felt import note_felt
from .forget import forget_old_referrals, forget_person
from .make import From, make_referral, send_referral, take_referral
from .offers import OfferFacts, add_offer, change_offer, end_offer
from .telling import tell_person, tell_referrer
from .withdraw import obey_wishes, withdraw_referral

__all__ = [
    "Agreed",
    "Asking",
    "From",
    "OfferFacts",
    "accept_referral",
    "add_offer",
    "change_offer",
    "ask_us",
    "chase_referral",
    "chase_the_late",
    "decline_referral",
    "end_offer",
    "forget_old_referrals",
    "forget_person",
    "make_referral",
    "note_felt",
    "obey_wishes",
    "report_done",
    "send_referral",
    "take_referral",
    "tell_person",
    "tell_referrer",
    "withdraw_referral",
]
