"""What is past its time goes, and whoever asks to be forgotten. The counts stay in the ledger."""

from datetime import datetime, timedelta

from branchline.core.actions import action

from ..models import Plan

KEPT_FOR = timedelta(days=2 * 365)
"""From the end of a plan: to ask again after a year, and to compare a year with the one before."""


@action
def forget_plans(*, person: str) -> int:
    """Every plan of "resident:7", with what they said and the sessions. Returns rows."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return 0
    return int(Plan.objects.filter(resident=int(number)).delete()[0])


@action
def forget_old_plans(*, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Those that ended so long ago. Returns rows."""
    old = Plan.objects.filter(ended_at__lt=now - kept_for).order_by("pk")
    return int(Plan.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:500])).delete()[0])
