"""What must always hold, asked of the rows themselves."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from branchline.events.models import HOLDING, Booking, Occurrence


def miscounted() -> QuerySet[Occurrence]:
    """Dates of the current service whose counters are not the sum of the adults and children that their bookings
    and offers hold: none, ever. That `booked` is the sum of both the database sees to."""
    held = (
        Booking.objects.filter(occurrence=OuterRef("pk"), state__in=HOLDING)
        .order_by()
        .values("occurrence")
        .annotate(sum_adults=Sum("adults"), sum_children=Sum("children"))
    )
    return Occurrence.objects.annotate(
        held_adults=Coalesce(Subquery(held.values("sum_adults")), 0),
        held_children=Coalesce(Subquery(held.values("sum_children")), 0),
    ).exclude(booked_adults=F("held_adults"), booked_children=F("held_children"))
