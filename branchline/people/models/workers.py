"""Workers: staff and volunteers who ring, help and lend, whichever room asks for them.

Of a check we keep what was seen, when, by whom and until when: never the certificate, its number or what it says
(DBS, Code of practice for registered persons, 2015: no copy is kept once the decision is taken).
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    IntegerRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.places.models import Branch, ServicePrivate

from .accounts import Account

MINUTES_A_DAY = 24 * 60


class WorkerKind(models.TextChoices):
    """On what terms somebody works here."""

    STAFF = "staff", _("Staff")
    VOLUNTEER = "volunteer", _("Volunteer")


class Doing(models.TextChoices):
    """What workers do for residents."""

    CALLS = "calls", _("Friendly phone calls")
    DEVICES = "devices", _("Devices and getting online")
    PROGRAMMES = "programmes", _("Programmes and groups")


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Named filters."""

    def working(self) -> "WorkerQuerySet":
        """Not ended."""
        return self.filter(ended_on__isnull=True)


class Worker(ServicePrivate):
    """Somebody who works with residents. The people they help see a first name and no more."""

    public_id = PublicIdField()
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="workers",
        help_text="none: they have no log-in yet",
    )  # fmt: skip
    name = models.CharField(max_length=200, help_text="in full, for colleagues")
    kind = models.CharField(max_length=9, choices=WorkerKind)
    doing = ArrayField(models.CharField(max_length=10, choices=Doing))
    languages = ArrayField(
        models.CharField(max_length=40), default=list, help_text="spoken beside English, in words"
    )
    most_calls = models.PositiveSmallIntegerField(default=10, help_text="a week; a friend’s number")
    note = models.CharField(max_length=300, blank=True, help_text="for coordinators")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, help_text="the first day they no longer work here")
    branches = models.ManyToManyField(Branch, through="WorkerBranch", related_name="+")

    objects = ScopedManager.from_queryset(WorkerQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "account"],
                condition=Q(account__isnull=False, ended_on__isnull=True),
                name="people_worker_one_account",
            ),
            models.CheckConstraint(condition=~Q(doing=[]), name="people_worker_does"),
        ]
        indexes = [models.Index(fields=["service", "name", "id"], name="people_worker_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What residents hear."""
        return self.name.split()[0] if self.name else ""


class WorkerBranch(ServicePrivate):
    """A library that a worker belongs to; none: they work anywhere."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="worker_branches")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "branch"], name="people_workerbranch_once")
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} at {self.branch_id}"


class CheckKind(models.TextChoices):
    """What is seen before somebody works with residents."""

    IDENTITY = "identity", _("Who they are")
    DBS = "dbs", _("DBS certificate")
    REFERENCES = "references", _("Two references")
    AGREEMENT = "agreement", _("Volunteer agreement and confidentiality")


class TrainingKind(models.TextChoices):
    """What is learned before and while somebody works with residents."""

    SAFEGUARDING = "safeguarding", _("Safeguarding")
    LISTENING = "listening", _("Listening, and calls that are hard")
    DATA = "data", _("Keeping people’s details safe")
    SENSES = "senses", _("Hearing and sight")
    DIGITAL = "digital", _("Digital champion")


class WorkerCheck(ServicePrivate):
    """That something was seen. A newer row replaces an older one of its kind."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=10, choices=CheckKind)
    seen_on = models.DateField()
    expires_on = models.DateField(
        null=True, help_text="the first day it no longer holds; empty: never"
    )
    seen_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("seen_on")),
                name="people_workercheck_forwards",
            )
        ]
        indexes = [
            models.Index(fields=["worker", "kind", "-seen_on"], name="people_workercheck_newest")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.worker_id}"


class WorkerTraining(ServicePrivate):
    """That something was learned."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(max_length=12, choices=TrainingKind)
    done_on = models.DateField()
    expires_on = models.DateField(
        null=True, help_text="the first day it no longer holds; empty: never"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("done_on")),
                name="people_workertraining_forwards",
            )
        ]
        indexes = [
            models.Index(fields=["worker", "kind", "-done_on"], name="people_workertraining_newest")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.worker_id}"


class Availability(ServicePrivate):
    """A time of the week at which somebody works, by the clock on the wall: minutes of the day, half-open."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    begins = models.PositiveSmallIntegerField(help_text="minutes since midnight: 540 is nine")
    ends = models.PositiveSmallIntegerField(help_text="not with this minute")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, ends__gt=F("begins"), ends__lte=MINUTES_A_DAY),
                name="people_availability_of_a_week",
            ),
            ExclusionConstraint(
                name="people_availability_once",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func(
                            Cast("begins", models.IntegerField()),
                            Cast("ends", models.IntegerField()),
                            function="INT4RANGE",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}-{self.ends}"


class AbsenceWhy(models.TextChoices):
    """Why somebody is away: a word, and no story."""

    HOLIDAY = "holiday", _("Holiday")
    ILL = "ill", _("Ill")
    LEAVE = "leave", _("Leave")
    OTHER = "other", _("Something else")


class Absence(ServicePrivate):
    """Days on which somebody does not work: from the first until (not with) the last; no end is not known yet."""

    public_id = PublicIdField()
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField()
    until = models.DateField(null=True, help_text="the first day they are back")
    why = models.CharField(max_length=8, choices=AbsenceWhy, help_text="coordinators alone read it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("first")),
                name="people_absence_forwards",
            ),
            ExclusionConstraint(
                name="people_absence_once",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first"),
                            F("until"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} away from {self.first}"


class WorkedTime(ServicePrivate):
    """Time given on one day: so that volunteers’ hours are counted."""

    public_id = PublicIdField()
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="worked")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    doing = models.CharField(max_length=10, choices=Doing)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MINUTES_A_DAY),
                name="people_workedtime_of_a_day",
            )
        ]
        indexes = [models.Index(fields=["worker", "-day"], name="people_workedtime_newest")]

    def __str__(self) -> str:
        return f"{self.minutes} minutes of {self.worker_id}"
