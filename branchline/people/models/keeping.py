"""How long a service keeps things: its own choices within the rules of the rooms, and when they were applied."""

from django.db import models

from branchline.places.models import ServicePrivate


class RetentionChoice(ServicePrivate):
    """A service keeps something for less than its rule allows. Rows are only added: the newest holds."""

    rule = models.CharField(max_length=60, help_text="name of the rule: people.residents")
    months = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=200, help_text="for whoever asks later")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["service", "rule", "-id"], name="people_retention_newest")]

    def __str__(self) -> str:
        return f"{self.rule} {self.months}"


class RetentionRun(ServicePrivate):
    """When the rules were last applied here, and how many rows went. One row a service."""

    ran_at = models.DateTimeField()
    rows = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], name="people_retentionrun_one_each")
        ]

    def __str__(self) -> str:
        return f"{self.ran_at}"
