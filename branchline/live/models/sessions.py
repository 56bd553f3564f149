"""Who sends a broadcast, one after the other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.scoping import ScopedManager
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast


class Source(models.TextChoices):
    """How pictures and sound reach us."""

    BROWSER = "browser", _("The studio page")
    SRT = "srt", _("OBS, by SRT")
    RTMP = "rtmp", _("OBS, by RTMP")


PUSHED = (Source.SRT, Source.RTMP)
"""By OBS, through the intake."""


class SessionQuerySet(models.QuerySet["Session"]):
    """Named filters."""

    def open(self) -> "SessionQuerySet":
        """Who sends: one of a broadcast at most."""
        return self.filter(ended_at__isnull=True)


class Session(ServicePrivate):
    """One publisher's unbroken sending. A broadcast has one open session at most: whoever takes over ends the
    one before, whose late chunks go to the recording alone."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(help_text="from 1 in its broadcast")
    source = models.CharField(max_length=8, choices=Source)
    began_by = models.BigIntegerField(null=True, help_text="the account")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(SessionQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

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
