"""A fair opening: hours in which to ask for places, and then a draw instead of a race."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from branchline.core.words import TranslatedField
from branchline.people.models import Account
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
    early_because = TranslatedField(
        db_default=models.Value({}, output_field=models.JSONField()),
        help_text="why it was drawn earlier than announced, as everybody may read",
    )
    drawn_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="who drew it early; empty: the clock did",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asks_until__gt=F("asks_from")), name="events_opening_forwards"
            )
        ]

    @property
    def was_early(self) -> bool:
        """Drawn before the moment that had been announced."""
        return self.drawn_at is not None and self.drawn_at < self.asks_until

    def __str__(self) -> str:
        return f"{self.occurrence} until {self.asks_until:%Y-%m-%d %H:%M}"
