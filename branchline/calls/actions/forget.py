"""What is past its time goes, and whoever asks to be forgotten. The counts stay in the ledger."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from branchline.core.actions import action
from branchline.core.importing.actions import forget_file, forget_rows
from branchline.core.models.importing import ImportRun
from branchline.core.scoping import current_service_id

from ..models import Callee, Line, Pack, RotaWeek, Screening, Standing

KEPT_FOR = timedelta(days=2 * 365)
"""Two years from the last call: to ring again, and to compare a year with the one before."""

SCREENED_FILES = "calls.screened"
"""The files that came back from screenings (`imports.Screened`)."""
KEPT_PLANS = timedelta(weeks=8)
"""Who was to ring whom, by a rota or from paper; who really rang stands in the attempts."""


@action
def forget_person(*, person: str) -> int:
    """Everything about "resident:7": how they are rung, every call, what was said and needed. Returns rows."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return 0
    dropped = _drop(Callee.objects.filter(resident_id=int(number)).values_list("pk", flat=True))
    if dropped:
        # Their number may stand in every file that came back from a screening.
        for run in ImportRun.objects.filter(
            service_id=current_service_id(), importer=SCREENED_FILES
        ):
            forget_file(run=run)
    return dropped


@action
def forget_old_calls(*, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Those who are on no round any more, so long after their last call, or after they left; plans of weeks and packs
    of days that are long over; and what was asked and answered of screenings so long ago. Returns rows."""
    over = (now - KEPT_PLANS).date()
    RotaWeek.objects.filter(monday__lt=over).delete()
    Pack.objects.filter(day__lt=over).delete()
    Screening.objects.filter(made_at__lt=now - kept_for).delete()
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
    unused = Line.objects.filter(pk__in=lines, callees__isnull=True, stopped="")
    forget_rows(model=Line, numbers=list(unused.values_list("pk", flat=True)))
    return gone + unused.delete()[0]
