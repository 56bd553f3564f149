"""Tables of the room messages. The outbox knows an addressee, never a resident."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate


class Route(models.TextChoices):
    """How somebody is reached."""

    EMAIL = "email", _("Email")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Phone call")


class State(models.TextChoices):
    """Where a message is on its way."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    WITHDRAWN = "withdrawn", _("No longer true, so not sent")
    SUPPRESSED = "suppressed", _("They asked us not to")
    EXPIRED = "expired", _("Too late to be of use")


class Message(ServicePrivate):
    """One message to one addressee: written in the transaction of what caused it."""

    public_id = PublicIdField()
    letter = models.CharField(max_length=60, help_text="the letter's name: events.booked")
    reference = models.CharField(max_length=40, help_text="the public id that the letter is about")
    route = models.CharField(max_length=8, choices=Route)
    address = models.CharField(max_length=300)
    name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="en")
    format = models.CharField(max_length=12, default="standard")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, help_text="as sent; emptied after 30 days")
    trouble = models.CharField(max_length=300, blank=True, help_text="why it was not sent, in words")
