"""The messages we send, by name: to partners, and to the person by their own way."""

from django.utils.translation import gettext_lazy as _

from branchline.messages.letters import Letter

from .partner import (
    compose_decided,
    compose_referred,
    compose_reminder,
    compose_taken_back,
    sample_decided,
    sample_referred,
    sample_reminder,
    sample_taken_back,
)
from .person import (
    compose_accepted,
    compose_declined,
    sample_accepted,
    sample_declined,
    still_accepted,
    still_declined,
)

REFERRED = Letter(
    name="referrals.referred",
    title=_("To a partner: somebody to help"),
    compose=compose_referred,
    sample=sample_referred,
)
REMINDER = Letter(
    name="referrals.reminder",
    title=_("To a partner: we have not heard from you yet"),
    compose=compose_reminder,
    sample=sample_reminder,
)
TAKEN_BACK = Letter(
    name="referrals.taken_back",
    title=_("To a partner: no longer needed"),
    compose=compose_taken_back,
    sample=sample_taken_back,
)
DECIDED = Letter(
    name="referrals.decided",
    title=_("To a partner who referred somebody: our answer"),
    compose=compose_decided,
    sample=sample_decided,
)
ACCEPTED = Letter(
    name="referrals.accepted",
    title=_("A partner will help you"),
    compose=compose_accepted,
    still=still_accepted,
    sample=sample_accepted,
)
DECLINED = Letter(
    name="referrals.declined",
    title=_("A partner can’t help this time"),
    compose=compose_declined,
    still=still_declined,
    sample=sample_declined,
)
