"""What a library system's file last said of a member, and whom no file may bring back."""

from django.db import models

from branchline.places.models import Branch, ServicePrivate

from .residents import ExternalId
from .wishes import Basis


class MemberSource(ServicePrivate):
    """What the last file said of a card: short digests, not the values, so that nothing is kept twice.

    A later file changes only what it says anew, and only where nobody here has changed it since. It
    hangs on the card, so that it moves with it when two records become one.
    """

    external_id = models.OneToOneField(ExternalId, on_delete=models.CASCADE, related_name="source")
    said = models.JSONField(default=dict, help_text="{field: digest of what the file said}")
    basis = models.CharField(
        max_length=22, choices=Basis, default=Basis.PUBLIC_TASK, help_text="why we may hold it"
    )
    system = models.CharField(
        max_length=12, blank=True, help_text="Koha, Sierra…: whose list it was, where we know"
    )
    active_on = models.DateField(
        null=True, help_text="last borrowed or active, as that system says: to ring who stays away"
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="their library, as that system says: to ring the people of one library",
    )  # fmt: skip
    first_at = models.DateTimeField(help_text="when a file first named the card")

    def __str__(self) -> str:
        return f"source of {self.external_id_id}"


class ErasedCard(ServicePrivate):
    """The card of somebody who asked to be erased, as a keyed hash: a file doesn't bring them back."""

    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "digest"], name="people_erasedcard_once")
        ]

    def __str__(self) -> str:
        return self.digest[:8]
