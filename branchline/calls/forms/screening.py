"""What came back from a screening."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from branchline.core.clock import in_london
from branchline.core.design.dates import past_day_words
from branchline.core.importing.forms import FileForm

from ..models import Screening


class ScreenedForm(FileForm):
    """The file, and to which of the lists that were sent it is the answer; asked only where several are out."""

    screening = forms.ChoiceField(
        label=gettext_lazy("To which list is it the answer?"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose the list.")),
    )  # fmt: skip

    def __init__(self, *args: Any, screenings: Sequence[Screening], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.screenings = {each.public_id: each for each in screenings}
        field = self.fields["screening"]
        field.choices = [(each.public_id, _words(each)) for each in screenings]  # type: ignore[attr-defined]
        if len(screenings) == 1:
            field.widget, field.initial = forms.HiddenInput(), screenings[0].public_id

    @property
    def chosen(self) -> Screening:
        """The one whose answer it is."""
        return self.screenings[self.cleaned_data["screening"]]


def _words(screening: Screening) -> str:
    n = len(screening.lines)
    said = ngettext("%(n)s number of %(day)s", "%(n)s numbers of %(day)s", n)
    return said % {"n": f"{n:,}", "day": past_day_words(in_london(screening.made_at).date())}
