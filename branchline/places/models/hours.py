"""When a branch is open: a usual week, and the days that differ."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.words import TranslatedField
from branchline.places.tenancy import Published

from .branches import Branch


class Weekday(models.IntegerChoices):
    """Monday is 0, as in `date.weekday()`."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class MinutesOfDay(Func):
    """Opening times as a half-open range of minutes."""

    template = "int4range((extract(epoch FROM opens) / 60)::int, (extract(epoch FROM closes) / 60)::int, '[)')"
    output_field = models.TextField()


class Days(Func):
    """First and last day as a range of dates."""

    template = "daterange(first_day, last_day, '[]')"
    output_field = models.TextField()


class OfSeason(Func):
    """The season of a span, 0 for the usual week: null would equal nothing."""

    template = "coalesce(season_id, 0)"
    output_field = models.BigIntegerField()


class Season(Published):
    """A week that holds for a while instead of the usual one: summer, school holidays, building work."""

    public_id = PublicIdField()
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="seasons")
    name = TranslatedField()
    first_day = models.DateField()
    last_day = models.DateField(help_text="this day too")

    class Meta:
        ordering = ["branch", "first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="places_season_forwards"
            ),
            ExclusionConstraint(
                name="places_season_apart",
                expressions=[
                    ("branch", RangeOperators.EQUAL),
                    (Days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class OpeningHours(Published):
    """A span of a week, usual or of a season: open from `opens` until (not including) `closes`."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="hours")
    season = models.ForeignKey(Season, on_delete=models.CASCADE, null=True, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    staffed = models.BooleanField(default=True)

    class Meta:
        ordering = ["branch", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) & Q(weekday__lte=6),
                name="places_openinghours_forwards",
            ),
            ExclusionConstraint(
                name="places_openinghours_apart",
                expressions=[
                    ("branch", RangeOperators.EQUAL),
                    (OfSeason(), RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (MinutesOfDay(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(Published):
    """Days that differ from the usual week. Without times, the branch is closed on them."""

    public_id = PublicIdField()
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="exceptions")
    first_day = models.DateField()
    last_day = models.DateField(help_text="this day too")
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    because = TranslatedField()

    class Meta:
        ordering = ["branch", "first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="places_openingexception_forwards"
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__gt=F("opens")),
                name="places_openingexception_times",
            ),
            ExclusionConstraint(
                name="places_openingexception_apart",
                expressions=[
                    ("branch", RangeOperators.EQUAL),
                    (Days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d %B %Y}"

    @property
    def closed(self) -> bool:
        """Closed on these days."""
        return self.opens is None
