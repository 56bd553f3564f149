"""The safeguarding register. What was raised is never changed; what is done about it is added."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account, Resident
from branchline.places.models import Branch, ServicePrivate

WORDS_LIMIT = 8000
"""Letters of what was seen or heard."""


class Urgency(models.TextChoices):
    """How soon somebody has to look."""

    NOW = "now", _("Somebody is in danger now")
    TODAY = "today", _("It has to be looked at today")
    SOON = "soon", _("It worries me, and it can wait until tomorrow")


class Told(models.TextChoices):
    """Whether the adult knows that we pass this on (Making Safeguarding Personal)."""

    YES = "yes", _("Yes, they know")
    NO = "no", _("No, I have not told them")
    UNSAFE = "unsafe", _("No: telling them could put somebody at risk")


class Decision(models.TextChoices):
    """What a lead decided."""

    ADULT_CARE = "adult_care", _("Passed to adult social care")
    CHILDREN = "children", _("Passed to children’s social care")
    POLICE = "police", _("Passed to the police")
    HEALTH = "health", _("Passed to a doctor or another health service")
    SUPPORT = "support", _("We help ourselves: what was agreed with them")
    NONE = "none", _("No further action, with the reason")


class Event(models.TextChoices):
    """What was done about a concern."""

    RAISED = "raised", _("Raised")
    TOLD = "told", _("Told")
    NOT_TOLD = "not_told", _("Could not be told")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    NOTED = "noted", _("Note added")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Opened again")


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Named filters."""

    def open(self) -> "ConcernQuerySet":
        """Nobody has closed it."""
        return self.filter(closed_at__isnull=True)

    def unacknowledged(self) -> "ConcernQuerySet":
        """Nobody has said that they have it."""
        return self.open().filter(acknowledged_at__isnull=True)

    def waiting_for_a_step(self, now: datetime) -> "ConcernQuerySet":
        """Somebody is to be told now."""
        return self.open().filter(next_step_at__lte=now)


class Concern(ServicePrivate):
    """Somebody saw or heard something. The web role can't change the upper half (see the migration)."""

    public_id = PublicIdField()
    key = models.CharField(max_length=64, help_text="a double click raises one")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    about_words = models.CharField(
        max_length=300, blank=True, help_text="who it is about, where there is no record of them"
    )
    urgency = models.CharField(max_length=5, choices=Urgency)
    words = models.TextField(
        max_length=WORDS_LIMIT, help_text="what was seen or heard, in their words"
    )
    wishes = models.TextField(max_length=WORDS_LIMIT, blank=True, help_text="what the adult wants")
    told = models.CharField(max_length=6, choices=Told, blank=True)
    at_risk = models.CharField(max_length=300, blank=True, help_text="who else may be at risk")
    rang_999 = models.BooleanField(default=False)
    raised_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    raiser_telephone = models.CharField(
        max_length=40, blank=True, help_text="where the lead reaches them today"
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    link_name = models.CharField(max_length=60, blank=True, help_text="the page it was raised from")
    link_key = models.CharField(max_length=40, blank=True, help_text="the public id in it")

    clock_from = models.DateTimeField(help_text="when it was raised, or opened again")
    round = models.PositiveSmallIntegerField(
        default=1, help_text="one more each time it is opened again"
    )
    acknowledge_by = models.DateTimeField()
    decide_by = models.DateTimeField()
    steps_told = models.PositiveSmallIntegerField(
        default=0, help_text="of the ladder, then reminders"
    )
    next_step_at = models.DateTimeField(null=True, help_text="when somebody is told next")
    acknowledged_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    decision_words = models.TextField(max_length=WORDS_LIMIT, blank=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(ConcernQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "next_step_at"],
                condition=Q(next_step_at__isnull=False),
                name="concerns_concern_next_step",
            ),
            models.Index(fields=["service", "-raised_at", "-id"], name="concerns_concern_newest"),
            models.Index(fields=["service", "resident"], name="concerns_concern_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="concerns_concern_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=True)
                | Q(raised_by__isnull=True)
                | ~Q(acknowledged_by=F("raised_by")),
                name="concerns_concern_other_acknowledges",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True)
                | Q(raised_by__isnull=True)
                | ~Q(closed_by=F("raised_by")),
                name="concerns_concern_other_closes",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False)
                    & Q(decided_at__isnull=False, acknowledged_at__isnull=False)
                ),
                name="concerns_concern_closed_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(decision="")
                    & ~Q(decision_words="")
                ),
                name="concerns_concern_decided_why",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="concerns_concern_acknowledged_by",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ConcernEvent(ServicePrivate):
    """What was done about a concern, by whom. Rows are only added."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="events")
    event = models.CharField(max_length=12, choices=Event)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=160, blank=True, help_text="who was told, and as what")
    words = models.TextField(
        max_length=WORDS_LIMIT, blank=True, help_text="of somebody who was told: by which route"
    )
    key = models.CharField(max_length=80, blank=True, help_text="done again it is one")

    class Meta:
        indexes = [models.Index(fields=["concern", "id"], name="concerns_event_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "key"], condition=~Q(key=""), name="concerns_event_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.concern_id}"


class ConcernRead(ServicePrivate):
    """Who opened which concern. Beside the record, whose own list of readers must not tell of a concern."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="reads")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["concern", "-id"], name="concerns_read_newest")]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.account_id}"
