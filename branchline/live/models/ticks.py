"""What a person has looked at before families can see anything: each point, by whom and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast


class Check(models.TextChoices):
    """A point of the list before air."""

    CONSENT = "consent", _("No child is in the picture whose parent has not agreed")
    NAMES = "names", _("Name badges are off or covered, mine too")
    BEHIND = "behind", _("Nothing private is behind me: no screen, no list, no notice board")
    SHEET = "sheet", _("Everything we sing, read or play may go out live")


class Tick(ServicePrivate):
    """One point of one broadcast, looked at."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="ticks")
    what = models.CharField(max_length=10, choices=Check)
    ticked_by = models.BigIntegerField(null=True, help_text="the account")
    ticked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "what"], name="live_tick_once"),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id}: {self.what}"
