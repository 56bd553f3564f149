"""A learner’s plan: what they want to do, in their own words, and with what they go on afterwards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account, Consent, Mark, MarkKind, Resident, Worker
from branchline.places.models import Branch, ServicePrivate
from branchline.referrals.models import How

from ..data import Framework, framework
from .words import CameTo, Ending, Moment, Onward

GOAL_LIMIT = 200
WORDS_LIMIT = 600
STEP_LIMIT = 200
NOTE_LIMIT = 300
LONGEST = 8 * 60
"""Minutes: a session is no longer than a day’s work."""


class PlanQuerySet(models.QuerySet["Plan"]):
    """Named filters."""

    def running(self) -> "PlanQuerySet":
        """Not ended."""
        return self.filter(ended_at__isnull=True)

    def without_champion(self) -> "PlanQuerySet":
        """Nobody leads, or whoever did works here no more."""
        return self.filter(Q(champion__isnull=True) | Q(champion__ended_on__isnull=False))

    def of_the_living(self) -> "PlanQuerySet":
        """Not of somebody who has died."""
        died = Mark.objects.filter(
            resident=OuterRef("resident"), kind=MarkKind.DECEASED, lifted_at__isnull=True
        )
        return self.filter(~Exists(died))

    def with_names(self) -> "PlanQuerySet":
        """With what a list shows of each: the last session’s day and next step, whether they were asked before."""
        checked = SkillCheck.objects.filter(plan=OuterRef("pk"), moment=Moment.BEFORE)
        last = Session.objects.filter(plan=OuterRef("pk")).order_by("-held_on", "-pk")
        return self.select_related("resident", "branch", "champion", "service").annotate(
            last_on=Subquery(last.values("held_on")[:1]),
            last_step=Subquery(last.values("next_step")[:1]),
            was_checked=Exists(checked),
        )


class Plan(ServicePrivate):
    """What somebody wants to learn, for what, and who leads. One at a time."""

    public_id = PublicIdField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    goal = models.CharField(max_length=GOAL_LIMIT, help_text="in their own words")
    framework = models.CharField(max_length=20, help_text="the version that the tasks are of")
    tasks = ArrayField(models.CharField(max_length=3), default=list, help_text="that matter for it")
    champion = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, related_name="+", help_text="who leads"
    )
    onward = models.CharField(max_length=7, choices=Onward, default=Onward.UNKNOWN)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=7, choices=Ending, blank=True)
    came_to = models.CharField(max_length=6, choices=CameTo, blank=True)
    words = models.CharField(
        max_length=WORDS_LIMIT, blank=True, help_text="what came of it, in their own words"
    )
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, null=True, related_name="+")
    consent_how = models.CharField(max_length=9, choices=How, blank=True)

    objects = ScopedManager.from_queryset(PlanQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["service", "began_at", "id"], name="skills_plan_in_order"),
            models.Index(fields=["champion"], condition=Q(ended_at__isnull=True), name="skills_plan_of_champion"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(ended_at__isnull=True), name="skills_plan_one_running"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="", came_to="")
                | Q(ended_at__isnull=False, ending__in=Ending.values, came_to__in=CameTo.values),
                name="skills_plan_ending",
            ),
            models.CheckConstraint(
                condition=Q(words="", consent__isnull=True, consent_how="")
                | (Q(consent__isnull=False) & ~Q(words="") & ~Q(consent_how="")),
                name="skills_plan_words_with_consent",
            ),
            models.CheckConstraint(condition=~Q(goal=""), name="skills_plan_has_goal"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.goal

    @property
    def is_running(self) -> bool:
        """Not ended."""
        return self.ended_at is None

    @property
    def first_name(self) -> str:
        """All that a champion is told of who it is."""
        return self.resident.called.split()[0]

    @property
    def version(self) -> Framework:
        """The version of the framework that it goes by."""
        return framework(self.framework)

    @property
    def leader(self) -> Worker | None:
        """Who leads; whoever works here no more leads nobody."""
        found = self.champion
        return None if found is None or found.ended_on is not None else found


class SkillCheck(ServicePrivate):
    """What somebody says that they can do, task by task, as it was said. A newer one of a moment stands for an older."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="checks")
    moment = models.CharField(max_length=6, choices=Moment)
    framework = models.CharField(max_length=20, help_text="the version that was asked")
    answers = models.JSONField(help_text="{task: alone, help, not_yet or not_mine}")
    said_at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["plan", "moment", "-id"], name="skills_check_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(answers={}), name="skills_check_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.moment} of {self.plan_id}"

    @property
    def version(self) -> Framework:
        """The version that was asked."""
        return framework(self.framework)


class Session(ServicePrivate):
    """A session: what was practised, how long, and what comes next."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sessions")
    worker = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    framework = models.CharField(max_length=20)
    tasks = ArrayField(models.CharField(max_length=3), default=list, help_text="practised")
    next_step = models.CharField(max_length=STEP_LIMIT, blank=True)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True, help_text="no health details")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["plan", "-held_on", "-id"], name="skills_session_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST), name="skills_session_minutes"
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on} of {self.plan_id}"

    @property
    def version(self) -> Framework:
        """The version that the tasks are of."""
        return framework(self.framework)
