"""How many watched: for good, once a broadcast is over. Numbers of screens; no row leads to anybody."""

from django.db import models
from django.db.models import F, Q

from branchline.core.models import StoredFile
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast


class Minute(ServicePrivate):
    """One minute of a broadcast, on average, by both witnesses."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField(help_text="from 0, since the first screen came")
    watching = models.PositiveIntegerField(help_text="screens, as their beats say")
    players = models.PositiveIntegerField(help_text="as the segments say that were given out")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "number"], name="live_minute_once")
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id}/{self.number}"


class Certificate(ServicePrivate):
    """What a broadcast came to, with what anybody needs to work it out again."""

    broadcast = models.OneToOneField(
        Broadcast, on_delete=models.PROTECT, related_name="certificate"
    )
    screens = models.PositiveIntegerField(help_text="that showed a moving picture at all")
    peak = models.PositiveIntegerField(help_text="screens at one moment")
    stayed = models.PositiveIntegerField(help_text="screens with a minute of picture or more")
    minutes = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="on all screens together"
    )
    given_minutes = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="in the segments that players were given"
    )
    told = models.PositiveIntegerField(help_text="screens before which somebody said how many")
    people = models.PositiveIntegerField(help_text="how many they said")
    hearts = models.PositiveIntegerField(default=0)
    replays = models.PositiveIntegerField(default=0, help_text="screens afterwards, so far")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the lines")
    lines = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(peak__lte=F("screens")) & Q(stayed__lte=F("screens")),
                name="live_certificate_of_screens",
            )
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id}: {self.peak}"
