"""The outbox: one row a message, one row each time that somebody or something tried to deliver it."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.core.tables import TableClass
from branchline.places.models import Branch, ServicePrivate

from .calls import PhoneCall
from .routes import Format, Route, State, shown_address

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Outbox(models.QuerySet["Message"]):
    """Named filters."""

    def due(self, now: datetime) -> "Outbox":
        """Waiting, and the hour has come."""
        return self.filter(state=State.QUEUED, due_at__lte=now)

    def by_hand(self, route: Route, now: datetime) -> "Outbox":
        """What staff have to do on this route now, oldest first."""
        return self.due(now).filter(route=route).order_by("due_at", "pk")


class Message(ServicePrivate):
    """One message to one addressee. Purpose: to say what we must, once, by the right route."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    letter = models.CharField(max_length=60, help_text="name of the letter: events.booked")
    reference = models.CharField(max_length=40, help_text="public id of what it is about")
    branch = models.ForeignKey(
        Branch,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        help_text="whose staff ring about it; none: anybody of the service",
    )
    personal = models.BooleanField(
        default=True, help_text="about the addressee's own affairs; otherwise sent to many"
    )
    route = models.CharField(max_length=8, choices=Route)
    address = models.CharField(max_length=300, help_text="normalised; erased with the person")
    name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="en")
    format = models.CharField(max_length=12, choices=Format, default=Format.STANDARD)
    needs = models.CharField(
        max_length=300,
        blank=True,
        help_text="what helps them, for who rings or posts; erased with them",
    )

    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="not before this moment")
    valid_until = models.DateTimeField(null=True, help_text="pointless when read after this moment")
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True, help_text="what went wrong, in words for staff")

    subject = models.CharField(max_length=200, blank=True, help_text="as composed; expires")
    text = models.TextField(blank=True, help_text="as composed; expires")
    receipt = models.CharField(max_length=20, blank=True, help_text="what we heard of it later")

    objects = ScopedManager.from_queryset(Outbox)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "uncertain"], ended_at__isnull=True)
                | Q(
                    state__in=["sent", "failed", "withdrawn", "suppressed", "expired"],
                    ended_at__isnull=False,
                ),
                name="messages_message_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "state", "due_at"],
                condition=Q(state__in=["queued", "sending", "uncertain", "failed"]),
                name="messages_message_open",
            ),
            models.Index(fields=["service", "id"], name="messages_message_newest"),
            models.Index(fields=["service", "route", "address"], name="messages_message_address"),
            models.Index(fields=["service", "reference"], name="messages_message_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.public_id}"

    @property
    def shown_address(self) -> str:
        """The address as people read it out."""
        return shown_address(self.route, self.address)

    @property
    def state_words(self) -> "StrOrPromise":
        """The state as staff read it."""
        return State(self.state).label


class Outcome(models.TextChoices):
    """What came of one try."""

    SENT = "sent", _("Sent")
    NOT_SENT = "not_sent", _("Not sent, may be tried again")
    NOT_RUNG = "not_rung", _("Taken, but not rung")
    REFUSED = "refused", _("Refused for good")
    UNKNOWN = "unknown", _("Nobody knows")
    ANSWERED = "answered", _("Answered, and told")
    NO_ANSWER = "no_answer", _("No answer")
    BUSY = "busy", _("Engaged")
    MACHINE = "machine", _("Answering machine")
    CALL_BACK = "call_back", _("Asked to be rung again")
    DECLINED = "declined", _("Did not want to hear it")
    NO_MORE_CALLS = "no_more_calls", _("Wants no more calls")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class PrintRun(ServicePrivate):
    """Letters that were made into one PDF together, until staff say that they are in the post."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    made_at = models.DateTimeField()
    letters = models.PositiveSmallIntegerField()
    pages = models.PositiveSmallIntegerField(
        null=True, help_text="of the PDF; empty: from before we counted"
    )
    file = models.CharField(max_length=10, blank=True, help_text="public id of the stored PDF")
    posted_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True, help_text="spoilt: its letters wait again")

    def __str__(self) -> str:
        return self.public_id


class Attempt(ServicePrivate):
    """One try. At most one is open at a time, and at most one ever succeeds: never twice."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    route = models.CharField(max_length=8, choices=Route)
    adapter = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    note = models.CharField(max_length=500, blank=True)
    reference = models.CharField(
        max_length=100, blank=True, help_text="what the carrier calls it; receipts name it"
    )
    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, null=True, related_name="attempts")
    call = models.ForeignKey(
        PhoneCall, on_delete=models.PROTECT, null=True, related_name="attempts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(ended_at__isnull=True),
                name="messages_attempt_one_open",
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(outcome__in=["sent", "answered"]),
                name="messages_attempt_never_twice",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="messages_attempt_ended_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "route", "started_at"], name="messages_attempt_rate"),
            models.Index(fields=["service", "reference"], name="messages_attempt_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome or 'open'}"
