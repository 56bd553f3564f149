"""What became of a branch: names and addresses it had, closings and openings, for all to read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.core.words import TranslatedField
from branchline.places.tenancy import Published

from .branches import Branch


class Change(models.TextChoices):
    """What changed."""

    ADDED = "added", _("Added to the list")
    RENAMED = "renamed", _("Given a new name")
    MOVED = "moved", _("Moved")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Opened again")


class BranchChange(Published):
    """One change, with the name and the address that the branch had before it."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=8, choices=Change)
    on = models.DateField(help_text="from this day on")
    recorded_at = models.DateTimeField()
    name = TranslatedField()
    address = models.CharField(max_length=350, blank=True)

    class Meta:
        ordering = ["branch", "-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.on:%d %B %Y}"
