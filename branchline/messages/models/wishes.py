"""What people do not want, and what comes back from them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.tables import TableClass
from branchline.places.models import ServicePrivate

from .outbox import Message
from .routes import Route


class Scope(models.TextChoices):
    """How much is not wanted."""

    EVERYTHING = "everything", _("Everything")
    TO_MANY = "to_many", _("What goes to many; their own affairs still come")


class Source(models.TextChoices):
    """How we know."""

    STOP = "stop", _("They answered STOP")
    UNSUBSCRIBED = "unsubscribed", _("They used the link in a message")
    BOUNCED = "bounced", _("The address does not exist")
    COMPLAINT = "complaint", _("They reported a message as unwanted")
    STAFF = "staff", _("They told staff")
    PERSON = "person", _("A mark on the person’s record")
    WRONG_NUMBER = "wrong_number", _("Somebody else answers at this number")


class Suppression(ServicePrivate):
    """An address that must not be written to. Asked before composing, and again before sending."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    route = models.CharField(max_length=8, choices=Route)
    address = models.CharField(max_length=300, help_text="normalised")
    scope = models.CharField(max_length=12, choices=Scope)
    source = models.CharField(max_length=12, choices=Source)
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "route", "address", "scope", "source"],
                condition=Q(lifted_at__isnull=True),
                name="messages_suppression_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.scope} {self.source}"


class Sort(models.TextChoices):
    """What came in."""

    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("The address does not exist")
    FAILED = "failed", _("Could not be delivered")
    COMPLAINT = "complaint", _("Reported as unwanted")
    STOP = "stop", _("Asked us to stop")
    START = "start", _("Asked us to begin again")
    REPLY = "reply", _("A reply")


class Arrival(ServicePrivate):
    """A receipt, reply or STOP. Purpose: to obey it, and to let staff answer."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    route = models.CharField(max_length=8, choices=Route)
    address = models.CharField(max_length=300)
    sort = models.CharField(max_length=12, choices=Sort)
    body = models.TextField(blank=True, help_text="expires")
    arrived_at = models.DateTimeField()
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, related_name="arrivals"
    )
    carrier_id = models.CharField(
        max_length=100, blank=True, help_text="the carrier's own id of this arrival: told once"
    )
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "sort", "carrier_id"],
                condition=~Q(carrier_id=""),
                name="messages_arrival_once",
            )
        ]
        indexes = [
            models.Index(fields=["service", "route", "address"], name="messages_arrival_address")
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.sort}"
