"""The demo's mailbox on the screen."""

from typing import ClassVar

from django.db import models

from branchline.core.ids import PublicIdField
from branchline.core.tables import TableClass

from .routes import Format, Route


class DemoMail(models.Model):
    """A copy of what would have left the machine, written by the demo only.

    Reference, not private: account mail belongs to no service, and the mailbox shows all of them. No
    real person is ever in it: outside the demo nothing writes here, and the page is 404.
    """

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    public_id = PublicIdField()
    message = models.CharField(
        max_length=10, blank=True, help_text="public id in the outbox; none for account mail"
    )
    route = models.CharField(max_length=8, choices=Route)
    sender = models.CharField(max_length=200)
    recipient = models.CharField(max_length=400)
    name = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    format = models.CharField(max_length=12, choices=Format, default=Format.STANDARD)
    note = models.CharField(
        max_length=200, blank=True, help_text="waits_print, waits_call, posted …"
    )
    attachments = models.JSONField(
        default=list, help_text='[{"name", "media_type", "content": base64}]'
    )
    arrived_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=~models.Q(message=""), name="messages_demomail_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject
