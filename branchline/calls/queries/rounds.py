"""Call rounds and their hours."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from branchline.core.clock import in_london
from branchline.places.models import Service
from branchline.places.queries import bank_holidays

from ..errors import NoSuchRound
from ..ladder import LATEST_DAYS
from ..models import CallRound, Hours


def round_at(*, public_id: str) -> CallRound:
    """Raises NoSuchRound. One query."""
    found = CallRound.objects.select_related("script", "branch").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchRound
    return found


def rounds_here() -> QuerySet[CallRound]:
    """All of them, newest first. One query."""
    return CallRound.objects.order_by("-made_at", "-pk")


def closed_days(service: Service, *, now: datetime) -> frozenset[date]:
    """The bank holidays of a service’s nation that calling hours must know."""
    today = in_london(now).date()
    return bank_holidays(service.nation, first=today, last=today + timedelta(days=LATEST_DAYS))


def hours_of(round_: CallRound, *, service: Service, now: datetime) -> Hours:
    """When a round rings, bank holidays left out unless it rings on them."""
    return round_.hours(closed_days(service, now=now))
