"""Whom a round rings. What is true of a person on the telephone stands once, whatever rounds they are on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Resident, Worker
from branchline.places.models import ServicePrivate

from .cohorts import Cohort
from .lines import Line
from .rounds import CallRound

HOURS_OF_WEEK = 7 * 24


class Callee(ServicePrivate):
    """How to ring somebody, and how it went so far. One for each resident who is or was on a round."""

    public_id = PublicIdField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="callee")
    line = models.ForeignKey(
        Line, on_delete=models.SET_NULL, null=True, related_name="callees",
        help_text="none: we know no number of theirs",
    )  # fmt: skip
    hours = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        help_text="when they like to be rung: hours of the week, 0 is Monday midnight; empty: any",
    )
    asked_for = models.DateTimeField(
        null=True, help_text="they asked to be rung once then, also where it is no hour they like"
    )
    spoken = models.CharField(max_length=40, blank=True, help_text="a caller must speak this")
    may_leave_message = models.BooleanField(default=False)
    shared_with = models.CharField(
        max_length=80, blank=True, help_text="who else answers this line, as a caller says it"
    )
    matters = models.TextField(max_length=600, blank=True, help_text="what matters to them")
    not_before = models.DateTimeField(null=True, help_text="no round rings them before")
    tried_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True, help_text="when they themselves were on the line")
    lately = models.CharField(
        max_length=12, blank=True, help_text="the newest calls, oldest first: y answered, n not"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident"], name="calls_callee_once"),
        ]

    def __str__(self) -> str:
        return f"callee {self.public_id}"


class Standing(models.TextChoices):
    """Where somebody is on a round."""

    ACTIVE = "active", _("In the queue")
    HANDED_ON = "handed_on", _("With the coordinator: nobody could reach them")
    NO_NUMBER = "no_number", _("We have no number for them")
    SCREENING = "screening", _("Waits for screening")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("No longer on this round")


class RoundPersonQuerySet(models.QuerySet["RoundPerson"]):
    """Named filters."""

    def on_it(self) -> "RoundPersonQuerySet":
        """Not ended."""
        return self.exclude(standing=Standing.ENDED)


class RoundPerson(ServicePrivate):
    """Somebody on a round: why, since when, when they are due, who usually rings them, how long they are silent."""

    public_id = PublicIdField()
    round = models.ForeignKey(CallRound, on_delete=models.PROTECT, related_name="people")
    callee = models.ForeignKey(Callee, on_delete=models.CASCADE, related_name="rounds")
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.ACTIVE)
    why = models.CharField(max_length=200, help_text="the reason they are on it, for them to hear")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.SET_NULL, null=True, related_name="people",
        help_text="by which rule they came; none: by hand",
    )  # fmt: skip
    priority = models.PositiveSmallIntegerField(default=1, help_text="5 is rung first")
    usual_caller = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, related_name="usual_people"
    )
    stands_in_for = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, related_name="people_lent",
        help_text="whose person they are, while the rota has another ring them",
    )  # fmt: skip
    due_at = models.DateTimeField(help_text="when the next call is due")
    open_to_all_at = models.DateTimeField(
        help_text="from then on anyone may ring, not only the usual caller"
    )
    silence = models.PositiveSmallIntegerField(
        default=0, help_text="calls in a row without an answer"
    )
    asked_on = models.JSONField(
        default=dict,
        help_text="{moment: day} on which they were asked how they are; never what they said",
    )
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    objects = ScopedManager.from_queryset(RoundPersonQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "callee"],
                condition=~Q(standing="ended"),
                name="calls_roundperson_once",
            ),
            models.CheckConstraint(
                condition=Q(standing="ended", ended_at__isnull=False)
                | ~Q(standing="ended") & Q(ended_at__isnull=True),
                name="calls_roundperson_ended_when",
            ),
            models.CheckConstraint(
                condition=Q(priority__range=(1, 5)), name="calls_roundperson_priority"
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "usual_caller", "-priority", "due_at", "id"],
                condition=Q(standing="active"),
                name="calls_due_to_me",
            ),
            models.Index(
                fields=["service", "-priority", "due_at", "id"],
                condition=Q(standing="active"),
                name="calls_due_to_any",
            ),
            models.Index(fields=["round", "standing", "due_at"], name="calls_on_round"),
        ]

    def __str__(self) -> str:
        return f"{self.callee_id} on {self.round_id}"

    @property
    def lasting_caller(self) -> Worker | None:
        """Whose person they are, also in a week in which another rings them; whoever has ended is nobody’s caller."""
        for each in (self.stands_in_for, self.usual_caller):
            if each is not None and each.ended_on is None:
                return each
        return None


class KeptApart(ServicePrivate):
    """A caller and somebody whom they don't ring: for today, since they passed them on, or for good (relatives)."""

    callee = models.ForeignKey(Callee, on_delete=models.CASCADE, related_name="kept_apart")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(null=True, help_text="empty: for good")
    why = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["callee", "worker"], name="calls_kept_apart")]

    def __str__(self) -> str:
        return f"{self.worker_id} and {self.callee_id}"
