"""What was heard of a device that is with somebody; and on which days people are asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm

from ..ladder import Rung
from ..models import News
from ..models.kindness import NEWS_LIMIT
from .fields import day, line, one_of

MOST = 180
"""Days: half a year, as long as a loan may be."""
WRONG = dict.fromkeys(
    ("invalid", "min_value", "max_value"), _("Write a whole number from 1 to 180.")
)


class NewsForm(OnceForm):
    """What was heard, and perhaps until when we are quiet."""

    what = one_of(_("What did you hear?"), News.choices, needed=_("Choose what you heard."))
    words = line(
        _("In a few words"), longest=NEWS_LIMIT,
        help_text=_("It can stay empty. Nothing about their health, please."),
    )  # fmt: skip
    quiet_until = day(_("We may ask again from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiet_until"].help_text = _("Nothing is sent before this day. It can stay empty, but not if they bring it on a day, are unwell, or are away.")  # fmt: skip


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST, error_messages=WRONG,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )  # fmt: skip


class DaysForm(Form):
    """Days before or after the day it is due, for each rung."""

    soon = _number(_("A reminder: days before"))
    ask = _number(_("A message to ask how it goes: days after"))
    call = _number(_("A phone call: days after"))
    partner = _number(_("Asking the partner who referred them: days after"))
    visit = _number(_("A visit: days after"))
    sort = _number(_("Let’s sort it out, with a manager: days after"))

    def days(self) -> dict[Rung, int | None]:
        """As the action takes them: negative before the day."""
        given = {rung: self.cleaned_data[rung.value] for rung in Rung}
        soon = given[Rung.SOON]
        return given | {Rung.SOON: None if soon is None else -soon}
