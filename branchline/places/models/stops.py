"""Where a mobile library stops, and on which days."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q

from branchline.core.ids import PublicIdField
from branchline.core.words import TranslatedField
from branchline.places.tenancy import Published

from .branches import Branch, OnTheMap


class Stop(Published):
    """A stop of a mobile library: from a first day on, every so many weeks, between two times."""

    public_id = PublicIdField()
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="stops")
    name = TranslatedField()
    town = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, help_text="this day too; none: until we say otherwise")
    every_weeks = models.PositiveSmallIntegerField(default=2)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["branch", "first_day", "opens"]
        indexes = [
            GistIndex(OnTheMap(), name="places_stop_point", condition=Q(lat__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="places_stop_forwards"),
            models.CheckConstraint(
                condition=Q(every_weeks__range=(1, 8)), name="places_stop_every"
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="places_stop_days",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(49.0, 61.5), lon__range=(-9.0, 2.5)),
                name="places_stop_position",
            ),
            models.UniqueConstraint(
                fields=["branch", "first_day", "opens"], name="places_stop_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def days(self, *, from_day: date, until: date) -> Iterator[date]:
        """The days of its visits, both ends included."""
        step = timedelta(weeks=self.every_weeks)
        missed = max(0, -((self.first_day - from_day) // step))
        day = self.first_day + missed * step
        while day <= until and (self.last_day is None or day <= self.last_day):
            if day >= from_day:
                yield day
            day += step
