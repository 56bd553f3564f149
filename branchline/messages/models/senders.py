"""How a library service presents itself, and its quiet hours. Its telephone number is the service's own."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from branchline.core.tables import TableClass
from branchline.places.models import ServicePrivate


class Sender(ServicePrivate):
    """One row a service, made when somebody changes the defaults."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    email = models.EmailField(blank=True, help_text="from this address; else the installation's")
    reply_to = models.EmailField(blank=True)
    postal_address = models.TextField(max_length=300, blank=True, help_text="head of a letter")
    quiet_from = models.TimeField(default=time(20), help_text="London time")
    quiet_until = models.TimeField(default=time(8), help_text="London time")
    notify_email_template = models.CharField(max_length=36, blank=True)
    notify_sms_template = models.CharField(max_length=36, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], name="messages_sender_one_a_service"),
            models.CheckConstraint(
                condition=Q(quiet_from__gt=F("quiet_until")), name="messages_sender_quiet_at_night"
            ),
        ]

    def __str__(self) -> str:
        return f"sender of {self.service_id}"
