"""Many people at once, chosen by a rule: what it asks, where the data came from, and why it may be used so."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.people.models import Account, Purpose
from branchline.places.models import ServicePrivate

from .rounds import CallRound


class Elsewhere(models.TextChoices):
    """Whether other rounds ring them already."""

    NO = "no", _("Only who is on no other round")
    YES = "yes", _("Only who is on another round")


@dataclass(frozen=True)
class Rule:
    """What must be true of somebody; empty: it is not asked. Whether they live alone is never asked.

    `branch`, `ward`: public id of their library, code of where they live. `quiet_since`: nothing borrowed from that day on.
    """

    age_from: int | None = None
    age_to: int | None = None
    quiet_since: date | None = None
    branch: str = ""
    ward: str = ""
    elsewhere: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks for anything that tells people apart."""
        return any((self.age_from, self.age_to, self.quiet_since, self.branch, self.ward))

    def as_kept(self) -> dict[str, Any]:
        """For the table."""
        said = {name: value for name, value in asdict(self).items() if value}
        return said | (
            {"quiet_since": self.quiet_since.isoformat()} if self.quiet_since is not None else {}
        )

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Rule":
        """As it was kept."""
        quiet = kept.get("quiet_since")
        return cls(**{**kept, "quiet_since": date.fromisoformat(quiet) if quiet else None})


class Cohort(ServicePrivate):
    """The people of one rule on one round. Who they are, and why each, stands with their places on the round.

    Data that was collected for something else may be used only with a word why that is compatible (UK GDPR article
    6(4)) and the line of the privacy notice that says so: the database refuses a cohort without them.
    """

    public_id = PublicIdField()
    round = models.ForeignKey(CallRound, on_delete=models.PROTECT, related_name="cohorts")
    rule = models.JSONField(help_text="{age_from, age_to, quiet_since, branch, ward, elsewhere}")
    came_from = models.CharField(max_length=300, help_text="where the data came from, in words")
    collected_for = models.CharField(max_length=12, choices=Purpose)
    purpose = models.CharField(max_length=12, choices=Purpose, help_text="for which it is used now")
    compatible = models.TextField(
        max_length=600, blank=True, help_text="why the one purpose is compatible with the other"
    )
    notice = models.CharField(
        max_length=300, blank=True, help_text="the line of the privacy notice that says so"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(help_text="when the rule last put people on the round")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(collected_for=F("purpose")) | (~Q(compatible="") & ~Q(notice="")),
                name="calls_cohort_says_why_it_may",
            )
        ]
        indexes = [models.Index(fields=["round", "-made_at"], name="calls_cohort_of_round")]

    def __str__(self) -> str:
        return f"cohort {self.public_id}"

    @property
    def asked(self) -> Rule:
        """Its rule."""
        return Rule.of(self.rule)
