"""Screening: numbers of a promotional round are held against the telephone preference lists, by a service outside.

What a screening says stands on the line. Here stands what was asked, and what came back.
"""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from branchline.core.ids import PublicIdField
from branchline.people.models import Account
from branchline.places.models import ServicePrivate

from .rounds import CallRound

SCREENING_HOLDS = timedelta(days=28)
"""A number goes onto the list at the latest 28 days after somebody has asked for it, and from then on may not be rung (PECR,
regulation 21(3); tpsonline.org.uk). The function `calls_why_not_sold` holds the same; a test holds them together."""


class Screening(ServicePrivate):
    """Numbers of one round, put together to be held against the lists."""

    public_id = PublicIdField()
    round = models.ForeignKey(CallRound, on_delete=models.PROTECT, related_name="screenings")
    lines = ArrayField(models.BigIntegerField(), help_text="rows of the lines, each once")
    made_at = models.DateTimeField(
        help_text="what comes back is true of this day, and holds from it on"
    )
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(lines=[]), name="calls_screening_of_some")
        ]
        indexes = [models.Index(fields=["round", "-made_at"], name="calls_screening_newest")]

    def __str__(self) -> str:
        return f"screening {self.public_id}"

    @property
    def holds_until(self) -> datetime:
        """From then on what came back says nothing any more."""
        return self.made_at + SCREENING_HOLDS


class ScreeningAnswer(ServicePrivate):
    """A file that came back and was brought in, once for each content."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="answers")
    sha256 = models.CharField(max_length=64)
    run = models.CharField(max_length=10, help_text="public id of the file brought in (core)")
    file_name = models.CharField(max_length=200)
    came_at = models.DateTimeField()
    brought_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    listed = models.PositiveIntegerField()
    clear = models.PositiveIntegerField(help_text="of the numbers sent: on no list")
    strangers = models.PositiveIntegerField(help_text="numbers that we have not sent")
    unreadable = models.PositiveIntegerField(help_text="rows that are no number")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "sha256"], name="calls_screeninganswer_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer to {self.screening_id}"


class NumbersTaken(ServicePrivate):
    """Somebody has downloaded the numbers of a screening."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="taken")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"numbers of {self.screening_id}"
