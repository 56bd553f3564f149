"""Call rounds and their hours."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from branchline.core.clock import in_london
from branchline.places.models import Service
from branchline.places.queries import bank_holidays

from ..errors import NoSuchRound
from ..ladder import LATEST_DAYS
from ..models import CallRound, Hours, Standing


def round_at(*, public_id: str) -> CallRound:
    """Raises NoSuchRound. One query."""
    found = CallRound.objects.select_related("script", "branch").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchRound
    return found


def rounds_here(*, now: datetime) -> Sequence[CallRound]:
    """All of them, newest first, each with how many are on it (`n_people`), due (`n_due`), handed on (`n_handed_on`),
    without a number (`n_no_number`), and waiting for screening (`n_screening`). One query."""
    there = ~Q(people__standing=Standing.ENDED)
    due = Q(people__standing=Standing.ACTIVE, people__due_at__lte=now)
    rows = CallRound.objects.annotate(
        n_people=Count("people", filter=there),
        n_due=Count("people", filter=due),
        n_handed_on=Count("people", filter=Q(people__standing=Standing.HANDED_ON)),
        n_no_number=Count("people", filter=Q(people__standing=Standing.NO_NUMBER)),
        n_screening=Count("people", filter=Q(people__standing=Standing.SCREENING)),
    )
    return list(rows.order_by("-made_at", "-pk"))


def rounds_at_work() -> Sequence[CallRound]:
    """Those on which people can be put: being set up, or running; newest first. One query."""
    return list(CallRound.objects.filter(ended_at__isnull=True).order_by("-made_at", "-pk"))


def closed_days(service: Service, *, now: datetime) -> frozenset[date]:
    """The bank holidays of a service’s nation that calling hours must know."""
    today = in_london(now).date()
    return bank_holidays(service.nation, first=today, last=today + timedelta(days=LATEST_DAYS))


def hours_of(round_: CallRound, *, service: Service, now: datetime) -> Hours:
    """When a round rings, bank holidays left out unless it rings on them."""
    return round_.hours(closed_days(service, now=now))
