"""What the addresses of the room referrals name."""

from ..addresses import Sample
from .rows import first, link

SAMPLES: dict[str, Sample] = {
    "referrals:answer": link("referrals.answer", "referrals.Referral", state="sent"),
    "referrals:desk_of": first("people.Resident", name="Hannah Whitworth"),
    "referrals:desk_offer": first("referrals.PartnerOffer"),
    "referrals:desk_referral": first("referrals.Referral", state="sent"),
    "referrals:partner_referral": first(
        "referrals.Referral", state="sent", organisation__isnull=False
    ),
}

UNOPENED = {"referrals:answer"}
