"""What is past its time goes, and whoever asks to be forgotten. The counts stay in the ledger."""

from datetime import datetime, timedelta

from branchline.core import links
from branchline.core.actions import action

from ..models import PartnerOffer, Referral
from ..models.referrals import OPEN

KEPT_FOR = timedelta(days=2 * 365)
"""Two years from its last step: what was promised can be asked about, and a year compared with the one before."""


@action
def forget_person(*, person: str, now: datetime) -> int:
    """Every referral about "resident:7" or "contact:12", with its steps and links. Returns rows."""
    return _drop(list(Referral.objects.of(person)))


@action
def forget_old_referrals(*, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Those that ended or were felt so long ago; a draft that nobody sent too. Returns rows."""
    old = Referral.objects.exclude(state__in=OPEN).filter(state_since__lt=now - kept_for)
    return _drop(list(old.order_by("pk")[:500]))


def _drop(rows: list[Referral]) -> int:
    for referral in rows:
        links.forget(subject=referral.public_id)
    gone = Referral.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
    # Who was written down for one person only goes with them.
    once = PartnerOffer.objects.filter(pk__in=[row.offer_id for row in rows], listed=False)
    return gone + once.filter(referrals__isnull=True).delete()[0]
