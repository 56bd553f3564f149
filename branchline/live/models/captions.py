"""The captions of a replay, version by version: what was tapped is version 0, and stands in the journal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.models import StoredFile
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast


class Way(models.TextChoices):
    """How a version came about."""

    TYPED = "typed", _("Changed on the page")
    FILE = "file", _("Brought in from a file")
    BACK = "back", _("Back to an earlier version")


class CaptionVersion(ServicePrivate):
    """All captions of a broadcast, as somebody has left them. The newest is shown; none is ever changed."""

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="caption_versions"
    )
    number = models.PositiveIntegerField(help_text="from 1")
    way = models.CharField(max_length=5, choices=Way)
    back_to = models.PositiveIntegerField(null=True, help_text="the version it is the same as")
    lines = models.JSONField(
        help_text="in order: [begins, ends, {language: words}], by the stream's clock in milliseconds"
    )
    original = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    made_by = models.BigIntegerField(null=True, help_text="the account")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "number"], name="live_captions_version"),
            models.CheckConstraint(condition=Q(number__gte=1), name="live_captions_from_one"),
            models.CheckConstraint(
                condition=Q(way=Way.BACK, back_to__isnull=False, back_to__lt=models.F("number"))
                | (~Q(way=Way.BACK) & Q(back_to__isnull=True)),
                name="live_captions_back_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id}: version {self.number}"
