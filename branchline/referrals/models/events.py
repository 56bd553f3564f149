"""What happened to a referral, step by step. Rows are only added; the database refuses a step out of order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.people.models import Account
from branchline.places.models import ServicePrivate

from .referrals import Felt, Referral


class EventKind(models.TextChoices):
    """A step."""

    MADE = "made", _("Made")
    SENT = "sent", _("Sent")
    CHASED = "chased", _("Reminded")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Done, says the partner")
    FELT = "felt", _("The person was asked whether it happened")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NOTE_LIMIT = 500


class ReferralEvent(ServicePrivate):
    """One step: who, when, what, and a note. A trigger moves the referral's state with it."""

    public_id = PublicIdField()
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=9, choices=EventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    by_partner = models.BooleanField(default=False, help_text="said by the partner, not by us")
    channel = models.CharField(max_length=10)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True, help_text="of no: why")
    instead = models.CharField(
        max_length=NOTE_LIMIT, blank=True, help_text="of no: what else helps"
    )
    felt = models.CharField(max_length=6, choices=Felt, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["referral", "id"], name="referrals_event_timeline")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="felt") & ~Q(felt="")) | (~Q(kind="felt") & Q(felt="")),
                name="referrals_event_felt",
            ),
            models.CheckConstraint(
                condition=~Q(kind="felt") | Q(by_partner=False),
                name="referrals_event_felt_not_by_partner",
            ),
            models.CheckConstraint(
                condition=~Q(kind="declined") | (~Q(note="") & ~Q(instead="")),
                name="referrals_event_no_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
