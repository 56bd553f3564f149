"""The tables of a queue: the queue, its entries as they stand, and the lines of its log."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..ids import PublicIdField
from ..scoping import Scoped
from ..tables import TableClass


class EntryState(models.TextChoices):
    """How an entry stands."""

    WAITING = "waiting", _("Waiting")
    PAUSED = "paused", _("Paused")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    LEFT = "left", _("Left")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Not answered in time")


class FairQueue(Scoped):
    """One queue. Its row is the lock under which everything in it happens."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    subject = models.CharField(max_length=60, help_text="what for: events.occurrence:k7mp2x9d3f")
    rule = models.JSONField()
    commitment = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the secret")
    secret = models.CharField(max_length=64, blank=True, help_text="in the log only once drawn")
    seed = models.CharField(max_length=64, blank=True, help_text="empty until the draw")
    lines = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64, help_text="hash of the last line")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "subject"], name="core_fairqueue_one_for_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.public_id}"


class QueueEntry(Scoped):
    """One wish as it stands now: what its lines add up to."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    queue = models.ForeignKey(
        FairQueue, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    size = models.PositiveIntegerField(help_text="places, all or none")
    facts = models.JSONField(default=dict)
    joined = models.PositiveIntegerField(help_text="number of its first line")
    order = models.CharField(max_length=200, db_collation="C")
    skipped = models.PositiveIntegerField(default=0, help_text="times passed over")
    state = models.CharField(max_length=8, choices=EntryState, default=EntryState.WAITING)
    until = models.DateTimeField(null=True, help_text="the offer holds until")

    class Meta:
        app_label = "core"
        indexes = [
            models.Index(fields=["queue", "state", "order"], name="core_queueentry_next"),
            models.Index(
                fields=["until"], name="core_queueentry_offers", condition=Q(state="offered")
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="core_queueentry_size"),
            models.CheckConstraint(
                condition=Q(state="offered", until__isnull=False) | ~Q(state="offered"),
                name="core_queueentry_offer_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class QueueLine(Scoped):
    """One line of a queue's log: added, never changed (the web role may only insert and read)."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    queue = models.ForeignKey(
        FairQueue, on_delete=models.CASCADE, related_name="log", db_index=False
    )
    n = models.PositiveIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=10)
    entry = models.CharField(max_length=10, blank=True, help_text="public id")
    facts = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["queue", "n"], name="core_queueline_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.n} {self.what}"
