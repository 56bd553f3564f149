"""Who hears of a safeguarding concern, and when the office is open."""

from datetime import date, time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account
from branchline.places.models import ServicePrivate


class Position(models.TextChoices):
    """As what somebody hears of a concern, in this order."""

    LEAD = "lead", _("Safeguarding lead")
    DEPUTY = "deputy", _("Deputy")
    DUTY = "duty", _("Duty number")


def working_week() -> list[int]:
    """Monday to Friday."""
    return list(range(5))


class DutyQuerySet(models.QuerySet["SafeguardingDuty"]):
    """Named filters."""

    def on(self, day: date) -> "DutyQuerySet":
        """On duty on this day (half-open: the last day is no longer in it)."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            Q(weekdays=[]) | Q(weekdays__contains=[day.weekday()]),
            valid_from__lte=day,
        )

    def not_over(self, day: date) -> "DutyQuerySet":
        """On duty today or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class SafeguardingDuty(ServicePrivate):
    """Somebody with an account, or a name and a telephone number, holds a position from a day until another."""

    public_id = PublicIdField()
    position = models.CharField(max_length=8, choices=Position)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True, help_text="who answers, without an account")
    telephone = models.CharField(max_length=11, blank=True, help_text="digits, see core.telephones")
    place = models.PositiveSmallIntegerField(default=1, help_text="who comes first of one position")
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), default=list, help_text="Monday is 0; none: every day"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="the first day it no longer holds")
    set_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(DutyQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["service", "position", "place"], name="concerns_duty_in_order")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | (~Q(name="") & ~Q(telephone="")),
                name="concerns_duty_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(position="duty") | ~Q(telephone=""), name="concerns_duty_rings"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="concerns_duty_forwards",
            ),
        ]

    def __str__(self) -> str:
        return str(self.account) if self.account_id else self.name


class SafeguardingHours(ServicePrivate):
    """When the safeguarding office is open. No row: Monday to Friday, 9 to 5, not on bank holidays."""

    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=working_week)
    opens = models.TimeField(default=time(9))
    closes = models.TimeField(default=time(17))
    on_bank_holidays = models.BooleanField(default=False)
    set_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], name="concerns_hours_one_each"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="concerns_hours_forwards"
            ),
            models.CheckConstraint(condition=~Q(weekdays=[]), name="concerns_hours_open"),
        ]

    def __str__(self) -> str:
        return f"{self.opens} {self.closes}"
