"""How records are kept right: possible duplicates, merges, who read what, what was erased."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.messages.models import Route
from branchline.places.models import ServicePrivate

from .contacts import Contact
from .residents import Resident

THROUGH_A_FILE = "file"
"""How a change came that a file from outside said, in a row's history and beside it."""


class Verdict(models.TextChoices):
    """What staff said of two records."""

    OPEN = "open", _("Not looked at yet")
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Two people")


class Duplicate(ServicePrivate):
    """Two records that may be one person, and why we think so. `one` is the older row."""

    public_id = PublicIdField()
    one = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    likeness = models.PositiveSmallIntegerField(help_text="out of 100")
    because = models.CharField(max_length=80, help_text="codes: name, birth, postcode, route, card")
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="people_duplicate_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="people_duplicate_order"),
        ]
        indexes = [
            models.Index(
                fields=["service", "-likeness", "id"],
                condition=Q(verdict="open"),
                name="people_duplicate_queue",
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class Merge(ServicePrivate):
    """Two records became one. `before` says what every changed row was, so that it can be undone."""

    public_id = PublicIdField()
    kept = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    before = models.JSONField(default=dict, help_text="scrubbed when it can no longer be undone")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="people_merge_once"
            )
        ]
        indexes = [models.Index(fields=["service", "-merged_at"], name="people_merge_newest")]

    def __str__(self) -> str:
        return self.public_id


class RecordRead(ServicePrivate):
    """Somebody at the desk opened a personal record. Rows are only added (see the migration)."""

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, null=True, related_name="reads"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="reads")
    account = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    device = models.CharField(max_length=20, blank=True, help_text="the shared tablet")
    page = models.CharField(max_length=60, help_text="name of the page: people:resident")
    why = models.CharField(max_length=200, blank=True, help_text="where a page asks for a reason")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, contact__isnull=True)
                | Q(resident__isnull=True, contact__isnull=False),
                name="people_read_of_one_person",
            )
        ]
        indexes = [
            models.Index(fields=["resident", "-read_at"], name="people_read_of_resident"),
            models.Index(fields=["contact", "-read_at"], name="people_read_of_contact"),
            models.Index(fields=["service", "read_at"], name="people_read_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.read_at}"


class Part(models.TextChoices):
    """What stands beside a resident’s own row."""

    ROUTE = "route", _("Way to reach them")
    CARD = "card", _("Card or number")
    NEED = "need", _("What they need")
    HOUSEHOLD = "household", _("Household")


class PartChange(ServicePrivate):
    """Something beside a resident’s row was added, changed or taken away: by whom and when. Rows are only added.

    Purpose: to answer who changed a record, and to know what a file must not bring back.
    """

    public_id = PublicIdField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="part_changes")
    part = models.CharField(max_length=10, choices=Part)
    route = models.CharField(max_length=8, choices=Route, blank=True)
    before = models.CharField(max_length=300, blank=True, help_text="empty: it was added")
    after = models.CharField(max_length=300, blank=True, help_text="empty: it was taken away")
    account = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    through = models.CharField(max_length=10, blank=True, help_text="file, where a file said so")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["resident", "-at"], name="people_partchange_resident"),
            models.Index(fields=["service", "at"], name="people_partchange_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.resident_id}"


class Erasure(ServicePrivate):
    """That somebody was erased, when and by whom: nothing of who they were."""

    public_id = PublicIdField()
    asked = models.BooleanField(help_text="by the person; otherwise by a rule of retention")
    rows = models.PositiveIntegerField(help_text="rows removed or emptied, over all rooms")
    erased_at = models.DateTimeField()
    erased_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["service", "-erased_at"], name="people_erasure_newest")]

    def __str__(self) -> str:
        return self.public_id
