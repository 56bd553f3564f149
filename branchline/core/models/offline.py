"""The operation log: what devices wrote down without a network. See core/offline/README.md."""

from typing import ClassVar

from django.db import models

from ..scoping import Scoped
from ..tables import TableClass


class Operation(Scoped):
    """One thing that a device has written down. Added once, never changed: sums and folds read all of them."""

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    op_id = models.CharField(max_length=36, help_text="drawn by the device (UUID): it comes once")
    about = models.CharField(max_length=80, help_text="events.occurrence:k7mp2x9d3f")
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict, help_text="as the kind has read it")
    device = models.CharField(max_length=40, help_text="the name that the browser gave itself")
    tablet = models.CharField(max_length=10, blank=True, help_text="public id of an enrolled one")
    account_id = models.BigIntegerField(null=True, help_text="who was signed in there")
    made_at = models.DateTimeField(help_text="by the house's clock")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "core"
        indexes = [
            models.Index(fields=["service_id", "about", "made_at"], name="core_operation_about")
        ]
        constraints = [
            models.UniqueConstraint(fields=["service_id", "op_id"], name="core_operation_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.op_id}"
