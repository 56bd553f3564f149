"""What is past its time goes, and whoever asks to be forgotten. The counts stay in the ledger."""

from datetime import datetime, timedelta

from branchline.core import links
from branchline.core.acting import job
from branchline.core.actions import action
from branchline.messages.actions import forget_about

from ..models import PartnerOffer, Referral
from ..models.referrals import OPEN
from ..queries.referrals import with_names
from .telling import say_no_longer_needed

ERASING = job("referrals.erasing")

KEPT_FOR = timedelta(days=2 * 365)
"""Two years from its last step: what was promised can be asked about, and a year compared with the one before."""


@action
def forget_person(*, person: str, now: datetime) -> int:
    """Every referral about "resident:7" or "contact:12", with its steps, links and what partners were written about
    it. Returns rows.

    A partner who has them still is told to delete them (UK GDPR article 19), by the reference alone.
    """
    rows = list(with_names(Referral.objects.of(person)))
    emptied = forget_about(references=[row.public_id for row in rows], now=now)
    for referral in rows:
        if referral.is_open:
            say_no_longer_needed(referral, by=ERASING, now=now)
    return emptied + _drop(rows)


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
