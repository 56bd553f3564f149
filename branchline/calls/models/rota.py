"""The rota of a week: who rings whom in which hour, and who can’t be rung. Worked out by `branchline.calls.rota`."""

from django.db import models
from django.db.models import Q

from branchline.people.models import Worker
from branchline.places.models import ServicePrivate

from ..rota import Why
from .people import HOURS_OF_WEEK, RoundPerson


class RotaWeek(ServicePrivate):
    """A week that was planned; given out, its pairs are what the queue goes by."""

    monday = models.DateField()
    planned_at = models.DateTimeField()
    given_out_at = models.DateTimeField(null=True)
    gaps = models.JSONField(
        default=list, help_text="what was missing: [{round, why, language, people, hours}]"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "monday"], name="calls_rotaweek_once"),
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1), name="calls_rotaweek_begins_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"week of {self.monday}"


class RotaPair(ServicePrivate):
    """Somebody, who rings them and in which hour of the week (0 is Monday midnight), and why; or why nobody."""

    week = models.ForeignKey(RotaWeek, on_delete=models.CASCADE, related_name="pairs")
    person = models.ForeignKey(RoundPerson, on_delete=models.CASCADE, related_name="rota_pairs")
    worker = models.ForeignKey(
        Worker, on_delete=models.CASCADE, null=True, related_name="rota_pairs"
    )
    hour = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=11, choices=Why)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "person"], name="calls_rotapair_once"),
            models.CheckConstraint(
                condition=Q(worker__isnull=True, hour__isnull=True)
                | Q(worker__isnull=False, hour__isnull=False, hour__lt=HOURS_OF_WEEK),
                name="calls_rotapair_caller_and_hour",
            ),
        ]
        indexes = [models.Index(fields=["week", "worker", "hour"], name="calls_rotapair_week")]

    def __str__(self) -> str:
        return f"{self.person_id} by {self.worker_id}"

    @property
    def first_name(self) -> str:
        """All that a caller is told before they ring."""
        return self.person.callee.resident.called.split()[0]
