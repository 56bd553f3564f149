"""Who sends a broadcast, one after the other."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast


class Source(models.TextChoices):
    """How pictures and sound reach us."""

    BROWSER = "browser", _("The studio page")
    SRT = "srt", _("OBS, by SRT")
    RTMP = "rtmp", _("OBS, by RTMP")


class Session(ServicePrivate):
    """One publisher's unbroken sending. A broadcast has one open session at most: whoever takes over ends the
    one before, whose late chunks go to the recording alone."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(help_text="from 1 in its broadcast")
    source = models.CharField(max_length=8, choices=Source)
    began_by = models.BigIntegerField(null=True, help_text="the account")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "number"], name="live_session_number"),
            models.UniqueConstraint(
                fields=["broadcast"],
                condition=Q(ended_at__isnull=True),
                name="live_session_one_open",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="live_session_from_one"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="live_session_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id}/{self.number}"

    def is_open(self, now: datetime) -> bool:
        """Chunks of it are taken."""
        return self.ended_at is None
