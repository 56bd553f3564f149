"""What must always hold, asked of the rows themselves."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from branchline.events.models import HOLDING, Booking, Occurrence


def miscounted() -> QuerySet[Occurrence]:
    """Dates of the current service whose counter is not the sum of what their bookings and offers hold: none, ever."""
    held = (
        Booking.objects.filter(occurrence=OuterRef("pk"), state__in=HOLDING)
        .order_by()
        .values("occurrence")
        .annotate(total=Sum(F("adults") + F("children")))
    )
    return Occurrence.objects.annotate(held=Coalesce(Subquery(held.values("total")), 0)).exclude(
        booked=F("held")
    )
