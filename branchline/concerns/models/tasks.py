"""Something to be done by somebody by a day, for whatever room asked."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account, Resident
from branchline.places.models import Branch, ServicePrivate

WHAT_LIMIT = 200
OUTCOME_LIMIT = 1000


class TaskState(models.TextChoices):
    """Where a task is in its life."""

    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Priority(models.IntegerChoices):
    """Which of two that are due together comes first."""

    FIRST = 1, _("First")
    USUAL = 2, _("As usual")
    LATER = 3, _("When there is time")


class TaskQuerySet(models.QuerySet["Task"]):
    """Named filters."""

    def open(self) -> "TaskQuerySet":
        """Still to do."""
        return self.filter(state=TaskState.OPEN)

    def due_by(self, moment: datetime) -> "TaskQuerySet":
        """Due at or before this moment."""
        return self.open().filter(due_at__lte=moment)


class Task(ServicePrivate):
    """One thing to do. `kind` is the word of the room that asked: "calls.debrief"."""

    public_id = PublicIdField()
    key = models.CharField(
        max_length=80, help_text="asked again with the same key it is the same task"
    )
    kind = models.CharField(max_length=40, help_text="calls.visit, concerns.follow_up")
    what = models.CharField(
        max_length=WHAT_LIMIT, help_text="a short sentence; no health, no suspicion"
    )
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, null=True, related_name="+")
    owner = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    for_roles = ArrayField(
        models.CharField(max_length=20), default=list, help_text="whose people may take it"
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(help_text="overdue from then on")
    whole_day = models.BooleanField(help_text="due on a day: due_at is the end of it")
    priority = models.SmallIntegerField(choices=Priority, default=Priority.USUAL)
    link_name = models.CharField(max_length=60, blank=True, help_text="calls:desk_call, an address")
    link_key = models.CharField(max_length=40, blank=True, help_text="the public id in it")
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(
        max_length=OUTCOME_LIMIT, blank=True, help_text="what came of it, or why it was dropped"
    )

    objects = ScopedManager.from_queryset(TaskQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "due_at", "id"],
                condition=Q(state="open"),
                name="concerns_task_to_do",
            ),
            models.Index(
                fields=["service", "owner", "due_at"],
                condition=Q(state="open"),
                name="concerns_task_of_owner",
            ),
            models.Index(fields=["service", "ended_at"], name="concerns_task_ended"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="concerns_task_once"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="concerns_task_ended_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(outcome=""), name="concerns_task_dropped_why"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def is_late(self, now: datetime) -> bool:
        """Past its moment and still to do."""
        return self.state == TaskState.OPEN and self.due_at <= now
