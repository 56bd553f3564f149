"""What of some dates needs somebody's hand: people to tell in person, offers that end, groups, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from branchline.core.scoping import current_service_id
from branchline.events.models import (
    Attendance,
    Booking,
    BookingState,
    GroupRequest,
    Occurrence,
    WaitingListEntry,
)
from branchline.messages.models import Message, State

NOT_REACHED = (State.FAILED, State.UNCERTAIN, State.SUPPRESSED)


@dataclass(frozen=True)
class Hands:
    """Of one date. `untold`: parties we may not write to, or whom a message did not reach."""

    untold: int = 0
    offers: int = 0
    offers_until: datetime | None = None
    groups: int = 0
    uncounted: bool = False


def hands_needed(*, dates: Sequence[Occurrence], now: datetime) -> dict[int, Hands]:
    """By row number, for each of the dates. One query, however many."""
    here = OuterRef("pk")
    bookings = Booking.objects.filter(occurrence=here)
    offered = bookings.filter(state=BookingState.OFFERED)
    unheard = bookings.filter(Q(state=BookingState.BOOKED) | Q(untold=True)).filter(_unheard())
    waiting = WaitingListEntry.objects.filter(occurrence=here, untold=True, contact__isnull=False)
    groups = GroupRequest.objects.filter(occurrence=here, occurrence__starts_at__gt=now).waiting()
    rows: QuerySet[Any] = Occurrence.objects.filter(pk__in=[date.pk for date in dates]).annotate(
        unheard=_number(unheard),
        unheard_waiting=_number(waiting),
        offers=_number(offered),
        until=Subquery(offered.order_by("held_until").values("held_until")[:1]),
        groups=_number(groups),
        counted=Exists(Attendance.objects.filter(occurrence=here)),
    )
    return {
        row.pk: Hands(
            untold=row.unheard + row.unheard_waiting,
            offers=row.offers,
            offers_until=row.until,
            groups=row.groups,
            uncounted=row.ends_at <= now and not row.is_cancelled and not row.counted,
        )
        for row in rows
    }


def _number(rows: "QuerySet[Any]") -> Coalesce:
    """How many of them the date has."""
    counted = rows.order_by().values("occurrence").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _unheard() -> Q:
    """As the list for the door marks them."""
    missed = Message.objects.filter(
        service_id=current_service_id(),
        reference=OuterRef("public_id"),
        letter__startswith="events.",
        state__in=NOT_REACHED,
    )
    return Q(untold=True, contact__isnull=False) | Q(Exists(missed))
