"""What the room writes into the ledger. Made, accepted, done (the partner says so) and felt (the person says so)
are counted apart. Never a who: what somebody needs help with is nobody else’s."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

MADE = Kind("referrals.made", _("referrals made"), sensitive=True)
SENT = Kind("referrals.sent", _("referrals sent"), sensitive=True)
CHASED = Kind("referrals.chased", _("reminders to partners"), sensitive=True)
ACCEPTED = Kind("referrals.accepted", _("referrals accepted"), sensitive=True)
DECLINED = Kind("referrals.declined", _("referrals declined"), sensitive=True)
DONE = Kind("referrals.done", _("referrals that the partner says are done"), sensitive=True)
FELT = Kind("referrals.felt", _("referrals of which the person says it happened"), sensitive=True)
FELT_PARTLY = Kind(
    "referrals.felt_partly",
    _("referrals of which the person says it happened in part"),
    sensitive=True,
)
NOT_FELT = Kind(
    "referrals.not_felt", _("referrals of which the person says it did not happen"), sensitive=True
)
WITHDRAWN = Kind("referrals.withdrawn", _("referrals withdrawn"), sensitive=True)
