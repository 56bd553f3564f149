"""Who acts for a resident: a carer, a parent, an attorney."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate

from .contacts import Contact
from .residents import Resident


class ByWhatRight(models.TextChoices):
    """By what right. Adults decide for themselves unless a court or a deed says otherwise (Mental Capacity
    Act 2005, sections 1, 9 and 16); attorneys act from the day their deed is registered."""

    ASKED = "asked", _("They have asked for it")
    PARENT = "parent", _("Parent or guardian of a child")
    ATTORNEY = "attorney", _("Lasting power of attorney, registered")
    DEPUTY = "deputy", _("Appointed by the court")


class ActsFor(ServicePrivate):
    """A contact acts for a resident. Purpose: to reach somebody through whom they trust. A row is begun and
    ended, and not changed between, so the table is its own history."""

    public_id = PublicIdField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="acted_for_by")
    carer = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="acts_for")
    by_right = models.CharField(max_length=10, choices=ByWhatRight)
    evidence = models.CharField(max_length=300, help_text="how we know")
    gets_messages = models.BooleanField(
        help_text="what we write about the resident goes to this person, as they wish"
    )
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "carer"],
                condition=Q(ended_at__isnull=True),
                name="people_actsfor_once",
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(ended_at__isnull=True, gets_messages=True),
                name="people_actsfor_one_is_written_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carer_id} for {self.resident_id}"
