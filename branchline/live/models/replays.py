"""The replay of a broadcast: what may be seen afterwards, and for how long."""

from datetime import date

from django.db import models
from django.db.models import Q

from branchline.core.scoping import ScopedManager
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast, new_prefix


class ReplayQuerySet(models.QuerySet["Replay"]):
    """Named filters."""

    def up(self) -> "ReplayQuerySet":
        """Nobody has taken it down; its days may be over."""
        return self.filter(taken_down_at__isnull=True)


class Replay(ServicePrivate):
    """One for a broadcast. It never shows itself: somebody puts it up, for so long, and it goes by itself.

    What is in it follows from the run sheet on each day anew; `seconds` is how much that is."""

    broadcast = models.OneToOneField(Broadcast, on_delete=models.PROTECT, related_name="replay")
    prefix = models.CharField(max_length=22, default=new_prefix, unique=True)
    until = models.DateField(help_text="the last day")
    talk = models.BooleanField(help_text="what belongs to no item of the run sheet is in it")
    put_up_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)
    laid_out_for = models.DateField(null=True, help_text="the day whose rights it keeps to")
    seconds = models.FloatField(default=0.0)

    objects = ScopedManager.from_queryset(ReplayQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True)
                | Q(taken_down_at__gte=models.F("put_up_at")),
                name="live_replay_forwards",
            ),
            models.CheckConstraint(condition=Q(seconds__gte=0), name="live_replay_seconds"),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id} until {self.until}"

    def stands(self, today: date) -> bool:
        """Nobody has taken it down, and its days are not over; it may not be laid out yet."""
        return self.taken_down_at is None and today <= self.until

    def is_up(self, today: date) -> bool:
        """It can be seen on this day."""
        return self.stands(today) and self.laid_out_for is not None and self.seconds > 0
