"""What is past its time goes. The counts stay in the ledger."""

from datetime import datetime, timedelta

from branchline.core.actions import action
from branchline.core.clock import in_london

from ..models import Remark, Response

REMARKS_KEPT = timedelta(days=2 * 365)
"""Two years: a year's report, and the comparison with the year before; then names in them are only a
risk (storage limitation, UK GDPR article 5(1)(e))."""

RESPONSES_KEPT = timedelta(days=6 * 365)
"""Six years: codes without a person, kept as long as a grant may be audited or a contract disputed
(Limitation Act 1980, section 5)."""


@action
def forget_old_remarks(*, now: datetime) -> int:
    """Own words of more than two years ago, of the current service. Returns rows gone."""
    limit = in_london(now - REMARKS_KEPT).date()
    return Remark.objects.filter(received_on__lt=limit).delete()[0]


@action
def forget_old_responses(*, now: datetime) -> int:
    """Answers of more than six years ago, of the current service. Returns rows gone.

    A survey goes as a whole, after its last answer: results that lose a few would say what those were.
    """
    limit = now - RESPONSES_KEPT
    younger = Response.objects.filter(received_at__gte=limit).values("survey")
    return Response.objects.filter(received_at__lt=limit).exclude(survey__in=younger).delete()[0]
