"""A service's sources and what they say, for its own desk."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from branchline.campaigns.errors import NoSuchSource
from branchline.campaigns.models import Campaign, FedEvent, FedState, Joining, Source


def sources_of(*, joining: Joining, now: datetime) -> QuerySet[Source]:
    """By name, with how many of its dates are in and how many wait. One query."""
    waiting = Q(events__state=FedState.WAITING, events__twin="", events__ends_at__gt=now)
    counted = {
        "accepted": Count("events", filter=Q(events__state=FedState.ACCEPTED, events__twin="")),
        "waiting": Count("events", filter=waiting),
        "known": Count("events", filter=~Q(events__twin="")),
    }
    rows = Source.objects.filter(campaign=joining.campaign_id).annotate(**counted)
    return rows.order_by("name", "pk")


def source_called(*, public_id: str, campaign: Campaign) -> Source:
    """One of the current service. Raises `NoSuchSource`."""
    found = Source.objects.filter(public_id=public_id, campaign=campaign).first()
    if found is None:
        raise NoSuchSource
    return found


MOST = 300


def fed_events(*, campaign: Campaign, now: datetime) -> list[FedEvent]:
    """What sources say that is not known already: what waits first, then by day. What waits and has been needs
    nobody's word any more. One query."""
    rows = FedEvent.objects.filter(source__campaign=campaign, twin="")
    rows = rows.exclude(state=FedState.WAITING, ends_at__lte=now)
    found = rows.select_related("source", "branch").order_by("starts_at", "pk")[:MOST]
    order = {FedState.WAITING: 0, FedState.ACCEPTED: 1, FedState.REFUSED: 2}
    return sorted(found, key=lambda row: order[FedState(row.state)])
