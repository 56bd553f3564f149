"""What is done, kindly, when a device is not back on the day it was expected; what was heard; and a SIM card that is paused."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from branchline.core.scoping import ScopedManager
from branchline.messages.models import Route
from branchline.people.models import Account
from branchline.places.models import ServicePrivate

from ..ladder import Rung
from .asking import DeviceRequest
from .kits import Sim
from .loans import Loan
from .words import News, Taken

NEWS_LIMIT = 200


class RungDay(ServicePrivate):
    """On which day a service takes one rung. Without a row the house’s own day holds (`ladder`)."""

    rung = models.CharField(max_length=8, choices=Rung)
    days = models.SmallIntegerField(
        null=True, help_text="after the day it is due, before it if negative; none: it is left out"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "rung"], name="devices_rungday_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()}: {self.days}"


class LoanRung(ServicePrivate):
    """A rung that was taken, once for each day that a loan is due: for another day it begins anew at the bottom."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="rungs")
    rung = models.CharField(max_length=8, choices=Rung)
    due_day = models.DateField(help_text="the day it was due then")
    at = models.DateTimeField()
    how = models.CharField(max_length=6, choices=Taken)
    route = models.CharField(max_length=8, choices=Route, blank=True)
    request = models.ForeignKey(
        DeviceRequest, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="by which the partner who was asked knows them",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["loan", "rung", "due_day"], name="devices_loanrung_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()}, {self.at:%Y-%m-%d}"


class NewsQuerySet(models.QuerySet["LoanNews"]):
    """Named filters."""

    def quiet(self, today: date) -> "NewsQuerySet":
        """By which nothing is sent yet."""
        return self.filter(quiet_until__gt=today, lifted_at__isnull=True)


class LoanNews(ServicePrivate):
    """What we heard of a loan, from them or somebody close, or that nobody was reached; perhaps a day until which we are quiet."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="news")
    what = models.CharField(max_length=8, choices=News)
    words = models.CharField(max_length=NEWS_LIMIT, blank=True)
    quiet_until = models.DateField(null=True, help_text="nothing is sent before this day")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, help_text="from when we are no longer quiet")

    objects = ScopedManager.from_queryset(NewsQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [models.Index(fields=["loan", "-id"], name="devices_loannews_newest")]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.at:%Y-%m-%d}"


class SimPause(ServicePrivate):
    """The data of a SIM card is paused at its network: told before, done by hand, and on again. The last thing of all."""

    sim = models.ForeignKey(Sim, on_delete=models.PROTECT, related_name="pauses")
    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(help_text="when they were sent word")
    from_day = models.DateField(help_text="as they were told")
    paused_at = models.DateTimeField(null=True)
    on_at = models.DateTimeField(null=True, help_text="on again, or never paused after all")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sim"], condition=Q(on_at__isnull=True), name="devices_simpause_one"
            ),
            models.CheckConstraint(
                condition=Q(on_at__isnull=True)
                | Q(paused_at__isnull=True)
                | Q(on_at__gte=F("paused_at")),
                name="devices_simpause_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sim}, {self.from_day:%Y-%m-%d}"
