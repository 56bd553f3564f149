"""Call rounds: whom the library rings, why it may, when, how often, and what happens when nobody answers."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Basis, Purpose, Worker
from branchline.places.models import Branch, ServicePrivate

from ..ladder import Hours, Ladder
from .scripts import Script

WEEK = range(7)
UNLIKE = 0.02
"""A silence this rare by their own history ends the ladder early: some 5 false alarms per 1,000 person-weeks
(research/calls.md, section 7)."""


class RoundKind(models.TextChoices):
    """What the calls are for."""

    WELFARE = "welfare", _("Welfare: to see that people are well")
    COMPANIONSHIP = "companionship", _("Companionship: a friendly chat, again and again")
    DIGITAL = "digital", _("Digital help: getting online")
    INVITATION = "invitation", _("An invitation to something")


class HandOn(models.TextChoices):
    """Who looks after somebody who does not answer."""

    COORDINATOR = "coordinator", _("The coordinator decides what to do")
    CONTACT = "contact", _("We ring the person they have named to us")
    VISIT = "visit", _("Somebody goes to see them")


class CallRoundQuerySet(models.QuerySet["CallRound"]):
    """Named filters."""

    def running(self) -> "CallRoundQuerySet":
        """Begun, and not ended."""
        return self.filter(began_at__isnull=False, ended_at__isnull=True)


class CallRound(ServicePrivate):
    """A reason to ring people, with everything that a caller and an auditor must know about it."""

    public_id = PublicIdField()
    name = models.CharField(max_length=80, help_text="as callers and coordinators say it")
    kind = models.CharField(max_length=13, choices=RoundKind)
    why = models.TextField(max_length=600, help_text="what the calls are for, in a sentence or two")
    purpose = models.CharField(
        max_length=12, choices=Purpose, help_text="of people’s wishes: which of them stop a call"
    )
    basis = models.CharField(max_length=22, choices=Basis, help_text="lawful basis of UK GDPR")
    promotional = models.BooleanField(
        default=False,
        help_text="sells or raises money: no number on the TPS without a yes (PECR, regulation 21)",
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    shown_number = models.CharField(
        max_length=20, blank=True, help_text="what the person called sees; never withheld"
    )
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="rounds")
    interval_days = models.PositiveSmallIntegerField(help_text="from one talk to the next call")
    days = ArrayField(models.PositiveSmallIntegerField(), help_text="0 is Monday")
    begins = models.TimeField(help_text="nobody is rung before; on the wall in London")
    ends = models.TimeField(help_text="nobody is rung from then on")
    on_holidays = models.BooleanField(
        default=False, help_text="whether people are rung on bank holidays"
    )
    waits = ArrayField(
        models.PositiveIntegerField(),
        help_text="the written ladder: minutes after the first, second … call without an answer",
    )
    unlike = models.FloatField(
        default=UNLIKE, help_text="how rare a silence ends the ladder early; 0: never"
    )
    hand_on = models.CharField(max_length=11, choices=HandOn, default=HandOn.COORDINATOR)
    usual_wait_hours = models.PositiveSmallIntegerField(
        default=24,
        help_text="how long a person due waits for their usual caller before anyone rings",
    )
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    callers = models.ManyToManyField(Worker, through="RoundCaller", related_name="rounds")

    objects = ScopedManager.from_queryset(CallRoundQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="calls_round_hours"),
            models.CheckConstraint(condition=~Q(days=[]), name="calls_round_days"),
            models.CheckConstraint(
                condition=Q(unlike__gte=0, unlike__lt=1), name="calls_round_unlike"
            ),
            models.CheckConstraint(
                condition=Q(interval_days__gte=1, interval_days__lte=366),
                name="calls_round_interval",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=False),
                name="calls_round_ends_after_beginning",
            ),
        ]
        indexes = [models.Index(fields=["service", "-made_at", "-id"], name="calls_round_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Begun, and not ended."""
        return self.began_at is not None and self.ended_at is None

    @property
    def interval(self) -> timedelta:
        """From one talk to the next call."""
        return timedelta(days=self.interval_days)

    @property
    def ladder(self) -> Ladder:
        """What is written down for no answer."""
        return Ladder(tuple(timedelta(minutes=each) for each in self.waits), self.unlike)

    def hours(self, closed: frozenset[date]) -> Hours:
        """When it may ring, given the bank holidays."""
        return Hours(
            frozenset(self.days),
            self.begins,
            self.ends,
            frozenset() if self.on_holidays else closed,
        )


class RoundCaller(ServicePrivate):
    """Who rings on a round."""

    round = models.ForeignKey(CallRound, on_delete=models.CASCADE, related_name="round_callers")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "worker"], name="calls_roundcaller_once")
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} on {self.round_id}"
