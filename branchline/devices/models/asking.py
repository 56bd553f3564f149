"""Somebody asks for a device: a referral to this room with what is wanted, and its place in a queue."""

from django.db import models
from django.db.models import Q

from branchline.core.fairqueue import EntryState, QueueEntry
from branchline.core.scoping import ScopedManager
from branchline.places.models import Branch, ServicePrivate
from branchline.referrals.models import Referral, State

from .words import Band, Kind, Rule, Stage

HOURS_LIMIT = 200
WISH_LIMIT = 400
REASON_LIMIT = 300
IN_LINE = (EntryState.WAITING, EntryState.PAUSED)
STAGES = {
    EntryState.WAITING: Stage.WAITING,
    EntryState.PAUSED: Stage.PAUSED,
    EntryState.OFFERED: Stage.OFFERED,
    EntryState.ACCEPTED: Stage.ACCEPTED,
    EntryState.EXPIRED: Stage.UNANSWERED,
    EntryState.DECLINED: Stage.NOT_WANTED,
    EntryState.LEFT: Stage.TAKEN_BACK,
}


class Requests(models.QuerySet["DeviceRequest"]):
    """Named filters."""

    def undecided(self) -> "Requests":
        """Waiting for our yes or no."""
        accepted = Q(referral__state=State.ACCEPTED, entry__isnull=True)
        return self.filter(Q(referral__state=State.SENT) | accepted)

    def in_line(self) -> "Requests":
        """In a queue, waiting or paused."""
        return self.filter(entry__state__in=IN_LINE)

    def promised(self) -> "Requests":
        """A device is held for them: offered, or accepted and not collected yet."""
        return self.filter(
            Q(entry__state=EntryState.OFFERED)
            | Q(entry__state=EntryState.ACCEPTED, referral__state=State.ACCEPTED)
        )

    def with_names(self) -> "Requests":
        """With what a list shows of each."""
        return self.select_related(
            "branch", "entry__queue", "referral__resident", "referral__contact", "referral__organisation", "referral__service"
        )  # fmt: skip


class DeviceRequest(ServicePrivate):
    """What somebody asks for. Who they are, who referred them and what was promised stands in the referral."""

    referral = models.OneToOneField(
        Referral, on_delete=models.CASCADE, related_name="device_request"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    band = models.PositiveSmallIntegerField(
        choices=Band, help_text="what they have at home; the queue looks at it first"
    )
    data = models.BooleanField(default=False, help_text="without internet at home")
    learning = models.BooleanField(default=False, help_text="would like help with learning")
    wish = models.CharField(max_length=WISH_LIMIT, help_text="what for, in their own words")
    hours = models.CharField(
        max_length=HOURS_LIMIT, blank=True, help_text="when they can come, or be visited"
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", help_text="where they would collect it"
    )
    answers = models.JSONField(default=dict, help_text="{rule: yes, no or ask} when it was decided")
    despite = models.CharField(
        max_length=REASON_LIMIT, blank=True, help_text="why yes, although a rule says no"
    )
    entry = models.OneToOneField(
        QueueEntry, on_delete=models.PROTECT, null=True, related_name="device_request"
    )
    made_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(Requests)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [models.Index(fields=["service", "branch", "kind"], name="devices_request_there")]
        constraints = [
            models.CheckConstraint(condition=Q(band__in=Band.values), name="devices_request_band")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.referral_id}"

    @property
    def public_id(self) -> str:
        """Of its referral: letters and pages say the same."""
        return self.referral.public_id

    @property
    def organisation_id(self) -> int | None:
        """The partner who referred them."""
        return self.referral.organisation_id

    @property
    def stage(self) -> Stage:
        """How far it has come: what the referral says until it is accepted, then what the queue says."""
        match self.referral.state:
            case State.SENT:
                return Stage.ASKED
            case State.DECLINED:
                return Stage.DECLINED
            case State.DONE | State.CLOSED:
                return Stage.COLLECTED
            case State.ACCEPTED if self.entry is None:
                return Stage.ASKED
            case State.WITHDRAWN if self.entry is None or self.entry.state != EntryState.DECLINED:
                return Stage.TAKEN_BACK
        assert self.entry is not None  # noqa: S101  # accepted and in a queue, or declined there
        return STAGES[EntryState(self.entry.state)]


class EligibilityRule(ServicePrivate):
    """How a service keeps one rule. Without a row the house's own number and words hold (`eligibility`)."""

    rule = models.CharField(max_length=10, choices=Rule)
    on = models.BooleanField(default=True)
    number = models.PositiveSmallIntegerField(null=True, help_text="years of age, or months")
    words = models.CharField(
        max_length=REASON_LIMIT, blank=True, help_text="the reason; empty: ours"
    )
    instead = models.CharField(
        max_length=REASON_LIMIT, blank=True, help_text="what else can help; empty: ours"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "rule"], name="devices_eligibilityrule_once")
        ]

    def __str__(self) -> str:
        return str(self.get_rule_display())
