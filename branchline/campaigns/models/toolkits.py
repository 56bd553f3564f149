"""Posters and cards of a service's events, made in one go."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate

from .campaigns import Campaign

KEPT_FOR = timedelta(days=14)
"""It can be made again at any time, so the files need not stay."""
PURPOSE = "campaigns.toolkit"


class Toolkit(ServicePrivate):
    """A zip with the poster and the social card of every event. `done` of `total` events are drawn."""

    public_id = PublicIdField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    file_public_id = models.CharField(max_length=10, blank=True, help_text="of core.StoredFile")

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "campaign", "-asked_at"], name="campaigns_toolkit_newest"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="campaigns_toolkit_done")
        ]

    def __str__(self) -> str:
        return self.public_id
