"""A question of somebody who watches: one field, and a first name if they like."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models import LONGEST_NAME, LONGEST_QUESTION

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""What turns the direction of other people's words round, and what no screen shows."""


class OneLine(forms.CharField):
    """Words on one line, whatever was pasted."""

    def to_python(self, value: object) -> str:
        """Without what can't be seen."""
        said = unicodedata.normalize("NFC", str(value or ""))
        return " ".join(UNSEEN.sub(" ", said).split())


class QuestionForm(Form):
    """What, and who if they like."""

    question = OneLine(
        label=_("Your question"), max_length=LONGEST_QUESTION, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_QUESTION}),
        help_text=_("Up to 300 characters. Please name nobody else."),
        error_messages={
            "required": _("Write your question."),
            "max_length": _("Write it in 300 characters or fewer."),
        },
    )  # fmt: skip
    name = OneLine(
        label=_("Your first name, if you like"), max_length=LONGEST_NAME, required=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_NAME, "autocomplete": "given-name"}),
        help_text=_("It is read out with your question."),
        error_messages={"max_length": _("Write a name of 30 characters or fewer, or none.")},
    )  # fmt: skip
