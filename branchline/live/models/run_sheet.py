"""The run sheet: what is sung, read and told in a broadcast, in order, and by what right."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.models import StoredFile
from branchline.core.words import TranslatedField
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast


class ItemKind(models.TextChoices):
    """What it is."""

    RHYME = "rhyme", _("Rhyme")
    SONG = "song", _("Song")
    STORY = "story", _("Book or story")
    TALK = "talk", _("Talk")


class Basis(models.TextChoices):
    """Why we may sing, read or show it on our own site. Source: PRS for Music and Making Music on webcasts; each
    publisher's own rules on reading aloud."""

    OUT_OF_COPYRIGHT = "out_of_copyright", _("Out of copyright")
    OWN = "own", _("Our own")
    LICENCE = "licence", _("We have a licence")
    PERMISSION = "permission", _("The publisher or author allows it")


FREE = (Basis.OUT_OF_COPYRIGHT, Basis.OWN)
"""Its words may be printed and given away."""
SAID_WHY = (Basis.LICENCE, Basis.PERMISSION)
"""The number of the licence, or who allowed it and when, is written beside it."""


class RunItem(ServicePrivate):
    """One thing in the run sheet. It begins with the first tap of one of its lines, or of itself."""

    public_id = PublicIdField()
    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(help_text="in the sheet, from 0")
    kind = models.CharField(max_length=8, choices=ItemKind, default=ItemKind.RHYME)
    title = TranslatedField()
    creator = models.CharField(max_length=200, blank=True, help_text="author, composer")
    publisher = models.CharField(max_length=200, blank=True, help_text="publisher, arranger")
    isbn = models.CharField(max_length=13, blank=True, help_text="13 digits")
    basis = models.CharField(max_length=20, choices=Basis, blank=True, help_text="empty: unknown")
    basis_note = models.CharField(max_length=300, blank=True)
    live_ok = models.BooleanField(default=False)
    replay_ok = models.BooleanField(default=False)
    replay_until = models.DateField(null=True, help_text="the last day; empty: no end")
    permission = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="the email or licence itself; copied sheets share it",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["broadcast", "place"],
                name="live_item_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(live_ok=False, replay_ok=False) | ~Q(basis=""),
                name="live_item_by_what_right",
            ),
            models.CheckConstraint(
                condition=~Q(basis__in=SAID_WHY) | ~Q(basis_note=""), name="live_item_says_why"
            ),
            models.CheckConstraint(
                condition=Q(replay_ok=True) | Q(replay_until=None), name="live_item_replay_until"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_free(self) -> bool:
        """Its words may be printed and given away."""
        return self.basis in FREE

    def in_replay(self, today: date) -> bool:
        """It may be seen afterwards, on this day."""
        return self.replay_ok and (self.replay_until is None or today <= self.replay_until)


class Line(ServicePrivate):
    """A line of words: what one tap shows."""

    public_id = PublicIdField()
    item = models.ForeignKey(RunItem, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField(help_text="in its item, from 0")
    text = TranslatedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "place"],
                name="live_line_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
