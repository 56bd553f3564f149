"""What everybody may know of a broadcast: what is live now and what will be, over the whole country."""

from django.db import models

from branchline.core.words import TranslatedField
from branchline.places.models import Published

from .broadcasts import Standing


class LiveListing(Published):
    """One row per broadcast that has not ended, rewritten whole by `actions.publish_listing`.

    Pages over the country read this and no other table of the room; the caster finds here in one question which
    services have something running.
    """

    public_id = models.CharField(max_length=10, unique=True, help_text="the broadcast's")
    occurrence_public_id = models.CharField(max_length=10, blank=True)
    title = TranslatedField()
    branch_name = TranslatedField()
    standing = models.CharField(max_length=10, choices=Standing)
    private = models.BooleanField(default=False, help_text="shown on no page for everybody")
    starts_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["standing", "starts_at"], name="live_listing_by_standing")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.ENDED), name="live_listing_not_ended"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
