"""What people before their screens ask an adults' broadcast. Nobody sees it before staff show it; no row says who."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate

from .broadcasts import Broadcast

LONGEST_QUESTION = 300
LONGEST_NAME = 30


class QuestionState(models.TextChoices):
    """Where a question is."""

    NEW = "new", _("New")
    SHOWN = "shown", _("Shown now")
    ANSWERED = "answered", _("Answered")
    ASIDE = "aside", _("Put aside")


class Question(ServicePrivate):
    """One question. The same words with the same name are the same question, whoever sends them and how often."""

    public_id = PublicIdField()
    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=LONGEST_QUESTION)
    name = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="a first name, or none")
    words_hash = models.CharField(
        max_length=64, help_text="of text and name: sent again it is the same"
    )
    state = models.CharField(max_length=8, choices=QuestionState, default=QuestionState.NEW)
    asked_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, help_text="the first time")

    class Meta:
        indexes = [
            models.Index(fields=["broadcast", "state", "asked_at"], name="live_question_in_order")
        ]
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "words_hash"], name="live_question_once"),
            models.UniqueConstraint(
                fields=["broadcast"],
                condition=Q(state=QuestionState.SHOWN),
                name="live_question_one_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.text
