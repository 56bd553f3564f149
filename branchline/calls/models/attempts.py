"""What was done and heard. Attempts and conversations are only added; the web role can't change them, but for the
caller's word afterwards that it was hard."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.people.models import Worker
from branchline.places.models import ServicePrivate

from ..ladder import Outcome
from .lines import Line
from .people import RoundPerson
from .scripts import Script

LONGEST_NOTE = 2_000


class Attempt(ServicePrivate):
    """A number was rung once. `late`: another had the line by then, so it changed nothing (fencing)."""

    public_id = PublicIdField()
    person = models.ForeignKey(RoundPerson, on_delete=models.CASCADE, related_name="attempts")
    line = models.ForeignKey(Line, on_delete=models.SET_NULL, null=True, related_name="+")
    worker = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, related_name="attempts"
    )
    token = models.UUIDField(help_text="of the lease under which it was made")
    outcome = models.CharField(max_length=14, choices=Outcome)
    message_left = models.BooleanField(default=False)
    sip_code = models.PositiveSmallIntegerField(null=True, help_text="where a telephone told it")
    began_at = models.DateTimeField(help_text="when the lease began")
    ended_at = models.DateTimeField(help_text="when it was reported")
    minutes = models.PositiveSmallIntegerField(null=True, help_text="of talk, as the caller says")
    late = models.BooleanField(default=False)
    hard = models.BooleanField(default=False, help_text="the caller says that it was hard")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("began_at")), name="calls_attempt_forwards"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-ended_at", "-id"], name="calls_attempt_newest"),
            models.Index(fields=["service", "-ended_at"], name="calls_attempt_age"),
            models.Index(fields=["worker", "-ended_at"], name="calls_attempt_of_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.public_id}"


class Conversation(ServicePrivate):
    """What was said, when somebody was heard: in two tiers. What is about safety is a concern, in a register apart."""

    public_id = PublicIdField()
    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="conversation")
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text="{id of a step: id of a choice}")
    for_next = models.TextField(
        max_length=LONGEST_NOTE, blank=True, help_text="the next caller reads it"
    )
    private = models.TextField(
        max_length=LONGEST_NOTE, blank=True, help_text="coordinators alone read it"
    )

    def __str__(self) -> str:
        return f"conversation {self.public_id}"


class NeedKind(models.TextChoices):
    """What people need, in the words of the registers of 2020 (research/calls.md, section 1)."""

    FOOD = "food", _("Food and shopping")
    MEDICINE = "medicine", _("Prescriptions")
    HEALTH = "health", _("Getting to a doctor or hospital")
    MONEY = "money", _("Money and benefits")
    COMPANY = "company", _("Company, and things to do")
    BOOKS = "books", _("Books and reading at home")
    DIGITAL = "digital", _("Getting online, a device")
    HEARING = "hearing", _("Hearing or seeing better")
    HOME = "home", _("Repairs and jobs at home")
    BEREAVEMENT = "bereavement", _("Grief")
    SCAMS = "scams", _("Scams and unwanted calls")
    OTHER = "other", _("Something else")


class Urgency(models.TextChoices):
    """How soon."""

    TODAY = "today", _("Today")
    DAYS = "days", _("Within three days")
    SOON = "soon", _("Within a week or two")


class NeedState(models.TextChoices):
    """What became of a need."""

    OPEN = "open", _("Nobody has taken it up yet")
    PASSED_ON = "passed_on", _("Passed on")
    MET = "met", _("They say that it is done")
    DROPPED = "dropped", _("No longer wanted")


class CallNeed(ServicePrivate):
    """Something somebody needs, heard on a call. It is taken up by a task or a referral, and met when they say so."""

    public_id = PublicIdField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="needs")
    person = models.ForeignKey(RoundPerson, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=12, choices=NeedKind)
    words = models.CharField(max_length=300, blank=True)
    urgency = models.CharField(max_length=5, choices=Urgency)
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=NeedState, default=NeedState.OPEN)
    task = models.CharField(
        max_length=10, blank=True, help_text="public id of the task that sees to it"
    )
    referral = models.CharField(max_length=10, blank=True, help_text="public id of the referral")
    noted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("met", "dropped"), closed_at__isnull=False)
                | Q(state__in=("open", "passed_on"), closed_at__isnull=True),
                name="calls_need_closed_when",
            )
        ]
        indexes = [
            models.Index(
                fields=["service", "due_on"],
                condition=Q(closed_at__isnull=True),
                name="calls_need_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
