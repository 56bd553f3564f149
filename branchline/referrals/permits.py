"""Who may do what with referrals."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.permits import (
    Permit,
    Reach,
    Role,
    of_my_organisation,
    rows_of_my_organisation,
)

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
MANAGERS = frozenset({Role.SERVICE_MANAGER})
PARTNERS = frozenset({Role.PARTNER_WORKER})


def _sent_to_us(reach: Reach, referral: Any) -> bool:
    return of_my_organisation(reach, referral) and (
        referral is None or (referral.state != "draft" and referral.direction == "out")
    )


def _rows_sent_to_us(reach: Reach) -> Q:
    return rows_of_my_organisation(reach) & Q(direction="out") & ~Q(state="draft")


SEE_REFERRALS = Permit(
    "referrals.see",
    _("See who was passed on to which partner, and what came of it"),
    STAFF,
    shows=_("To which partner they were passed on, for what, and what came of it"),
)
MAKE_REFERRALS = Permit(
    "referrals.make",
    _("Pass people on to a partner, write down the partner’s answer, and take it back"),
    STAFF,
)
CHOOSE_PARTNERS = Permit(
    "referrals.choose_partners",
    _("Say which partners take people for what, and in how many days they answer"),
    MANAGERS,
)
ANSWER_REFERRALS = Permit(
    "referrals.answer",
    _("See whom the library has passed on to their own organisation, and answer"),
    PARTNERS,
    _sent_to_us,
    _rows_sent_to_us,
    shows=_("Of who was passed on to them: what the person has agreed to pass on"),
)
