"""A whole series booked at once: one wish, a booking for each of its dates."""

from django.db import models

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate

from .events import Event


class TermBooking(ServicePrivate):
    """Holds the `bookings` of one party together. Who they are stands on the bookings, and is forgotten there."""

    public_id = PublicIdField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="terms")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id
