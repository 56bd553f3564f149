"""A call to one person, who is told everything that waits for them."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from branchline.core.ids import PublicIdField
from branchline.core.tables import TableClass
from branchline.places.models import ServicePrivate

CALL_TAKES = timedelta(hours=1)
"""Somebody who took a call and said nothing for so long has forgotten it."""


class PhoneCall(ServicePrivate):
    """Somebody rings a number now. At most one call to a number is open: nobody is rung by two.

    What it tells are its tries (`Attempt.call`), one for each message.
    """

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    address = models.CharField(max_length=300, help_text="normalised; erased with the person")
    name = models.CharField(max_length=100, blank=True)
    caller = models.CharField(max_length=40, blank=True, help_text="account:12, to say “you”")
    taken_at = models.DateTimeField()
    lease_until = models.DateTimeField(help_text="then anybody may ring")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "address"],
                condition=Q(ended_at__isnull=True),
                name="messages_phonecall_one_caller",
            )
        ]

    def __str__(self) -> str:
        return self.public_id
