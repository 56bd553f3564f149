"""What is past its time goes, and whoever asks to be forgotten. The counts stay in the ledger."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from branchline.core.actions import action

from ..models import Callee, Line, Pack, RotaWeek, Standing

KEPT_FOR = timedelta(days=2 * 365)
"""Two years from the last call: to ring again, and to compare a year with the one before."""

KEPT_PLANS = timedelta(weeks=8)
"""Who was to ring whom, by a rota or from paper; who really rang stands in the attempts."""


@action
def forget_person(*, person: str) -> int:
    """Everything about "resident:7": how they are rung, every call, what was said and needed. Returns rows."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return 0
    return _drop(Callee.objects.filter(resident_id=int(number)).values_list("pk", flat=True))


@action
def forget_old_calls(*, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Those who are on no round any more, so long after their last call, or after they left; and plans of weeks
    and packs of days that are long over. Returns rows."""
    over = (now - KEPT_PLANS).date()
    RotaWeek.objects.filter(monday__lt=over).delete()
    Pack.objects.filter(day__lt=over).delete()
    on_one = Callee.objects.exclude(rounds__standing=Standing.ENDED).filter(rounds__isnull=False)
    old = (
        Callee.objects.exclude(pk__in=on_one.values("pk"))
        .exclude(tried_at__gte=now - kept_for)
        .exclude(rounds__ended_at__gte=now - kept_for)
    )
    return _drop(old.order_by("pk").values_list("pk", flat=True)[:500])


def _drop(callees: Iterable[int]) -> int:
    """With the lines that nobody else is rung on; one that was stopped stays, so that it is rung for nobody."""
    found = list(callees)
    lines = list(Line.objects.filter(callees__in=found).values_list("pk", flat=True))
    gone = Callee.objects.filter(pk__in=found).delete()[0]
    return gone + Line.objects.filter(pk__in=lines, callees__isnull=True, stopped="").delete()[0]
