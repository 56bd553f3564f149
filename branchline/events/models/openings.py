"""A fair opening: hours in which to ask for places, and then a draw instead of a race."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from branchline.places.models import ServicePrivate

from .occurrences import Occurrence
from .terms import DrawRule

DRAWN_BEFORE = timedelta(days=2)
"""Before the start at the latest, so that everybody hears in time."""


class Opening(ServicePrivate):
    """The window of one date and the rules of its draw. While it is open, `Occurrence.asks_until` says so."""

    occurrence = models.OneToOneField(Occurrence, on_delete=models.CASCADE, related_name="opening")
    asks_from = models.DateTimeField()
    asks_until = models.DateTimeField()
    rules = ArrayField(models.CharField(max_length=12, choices=DrawRule), default=list, blank=True)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asks_until__gt=F("asks_from")), name="events_opening_forwards"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occurrence} until {self.asks_until:%Y-%m-%d %H:%M}"
