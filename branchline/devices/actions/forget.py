"""A device keeps its history, not who had it: so long after the end of a loan the person is taken off."""

from datetime import datetime, timedelta

from branchline.core.actions import action

from ..models import Agreement, Loan, LoanNews, LoanRung

KEPT_FOR = timedelta(days=90)
"""From the day it is back: long enough to give back what was left on the table, and to ask how it went."""


@action
def forget_loans(*, person: str) -> int:
    """Taken off every loan of "resident:7", and what was signed; bookings go. What is out stays out, for nobody by
    name, until it is back. Returns rows."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return 0
    rows = Loan.objects.filter(resident=int(number))
    booked = rows.filter(out_at__isnull=True)
    gone = booked.count()
    booked.delete()
    return gone + _take_off(list(rows.values_list("pk", flat=True)))


@action
def forget_old_loans(*, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Those that ended so long ago; bookings that came to nothing go. Returns rows."""
    old = Loan.objects.filter(ended_at__lt=now - kept_for)
    nothing = list(old.filter(out_at__isnull=True).values_list("pk", flat=True)[:500])
    Loan.objects.filter(pk__in=nothing).delete()
    known = old.filter(out_at__isnull=False, resident__isnull=False).order_by("pk")
    return len(nothing) + _take_off(list(known.values_list("pk", flat=True)[:500]))


def _take_off(loans: list[int]) -> int:
    for told in (Agreement, LoanNews, LoanRung):
        told.objects.filter(loan__in=loans).delete()
    return int(Loan.objects.filter(pk__in=loans).update(resident=None, purpose=""))
