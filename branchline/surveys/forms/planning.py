"""What staff fill in: a new survey, how many were asked, words struck out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.core.words import Translated

from ..data import newest
from ..models import Asked

SETS_CHOICES = [
    Choice(
        each.key,
        each.title,
        hint=format_lazy(
            _("{count} questions. The first: “{text}”"),
            count=len(each.questions),
            text=each.questions[0].text,
        ),
    )
    for each in newest()
]
TITLE_LIMIT = 120


OPEN_FOR = {
    "14": (timedelta(days=14), _("2 weeks")),
    "42": (timedelta(days=42), _("6 weeks")),
    "92": (timedelta(days=92), _("3 months")),
    "": (None, _("Until we close it")),
}


class OpenForm(OnceForm):
    """A new survey."""

    title = forms.CharField(
        label=_("What do you ask about?"),
        help_text=_("People read this at the top. For example: Rhyme time at Sale Library."),
        error_messages={"required": _("Say what you ask about.")},
    )
    title_cy = forms.CharField(label=_("The same in Welsh"), required=False)
    sets = forms.MultipleChoiceField(
        label=_("Which questions?"),
        widget=forms.CheckboxSelectMultiple,
        choices=SETS_CHOICES,
        error_messages={
            "required": _("Choose at least one set of questions."),
            "invalid_choice": _("Choose from these sets of questions."),
        },
    )
    asked_when = forms.ChoiceField(
        label=_("How often do you ask the same people?"),
        widget=forms.RadioSelect,
        choices=Asked.choices,
        initial=Asked.ONCE.value,
        error_messages={
            "required": _("Choose how often people are asked."),
            "invalid_choice": _("Choose how often people are asked."),
        },
    )
    branch = forms.ChoiceField(
        label=_("At which library?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these libraries.")},
    )
    open_for = forms.ChoiceField(
        label=_("How long can people answer?"),
        help_text=_("Paper that comes later can still be typed in, until you close the survey."),
        widget=forms.RadioSelect,
        required=False,
        initial="42",
        choices=[(days, words) for days, (_length, words) in OPEN_FOR.items()],
        error_messages={"invalid_choice": _("Choose one of these lengths of time.")},
    )

    def __init__(self, *args: Any, branches: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["branch"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(branches)

    def clean_title(self) -> str:
        """Short enough for a heading."""
        return self._short("title")

    def clean_title_cy(self) -> str:
        """Short enough for a heading."""
        return self._short("title_cy")

    def _short(self, name: str) -> str:
        said = "".join(c for c in str(self.cleaned_data[name]) if ord(c) >= 32).strip()
        if len(said) > TITLE_LIMIT:
            raise forms.ValidationError(
                _("Use %(most)s letters or fewer: it is a heading."), params={"most": TITLE_LIMIT}
            )
        return said

    @property
    def titled(self) -> Translated:
        """The title in the languages given."""
        cleaned = self.cleaned_data
        texts = {"en": cleaned["title"], "cy": cleaned["title_cy"]}
        return Translated({code: text for code, text in texts.items() if text})

    @property
    def length(self) -> timedelta | None:
        """How long the public may answer."""
        return OPEN_FOR[self.cleaned_data["open_for"]][0]


class AskedForm(Form):
    """How many people were asked, in all."""

    people = forms.CharField(
        label=_("How many people were asked, in all?"),
        error_messages={"required": _("Write a number of people in figures, like 60.")},
    )
    moment = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_people(self) -> int:
        """A number of people."""
        typed = str(self.cleaned_data["people"]).strip().replace(",", "")
        if not (typed.isascii() and typed.isdecimal()) or len(typed) > 6:
            raise forms.ValidationError(_("Write a number of people in figures, like 60."))
        return int(typed)


class StrikeForm(Form):
    """Somebody's words, from which parts are taken out."""

    words = forms.CharField(
        label=_("What stays"),
        help_text=_("Take out what could point at somebody. Empty removes all of it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
