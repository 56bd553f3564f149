"""Taps: which line was sung when. Captions, chapters and the cue sheet follow from them and from the journal."""

from django.db import models
from django.db.models import Q

from branchline.core.words import TranslatedField
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast
from .run_sheet import Line, RunItem


class Cue(ServicePrivate):
    """One tap: a line, an item that begins without one, or "nothing". The words are as they were then; who tapped
    is nobody's business."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="cues")
    item = models.ForeignKey(RunItem, on_delete=models.RESTRICT, null=True, related_name="cues")
    line = models.ForeignKey(Line, on_delete=models.SET_NULL, null=True, related_name="+")
    words = TranslatedField()
    tapped_at = models.DateTimeField()
    key = models.CharField(max_length=64, help_text="of the tap: sent again it is the same")
    rehearsal = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["broadcast", "tapped_at"], name="live_cue_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "key"], name="live_cue_once"),
            models.CheckConstraint(
                condition=Q(line=None) | Q(item__isnull=False), name="live_cue_line_of_item"
            ),
        ]

    def __str__(self) -> str:
        return str(self.words)
