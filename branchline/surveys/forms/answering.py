"""How answers are given: by radio buttons, or typed from paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..data import PREFER_NOT, Question
from ..errors import NotAnAnswer
from ..models import How, Moment, Survey
from .questions import QuestionsForm


class AnswerForm(QuestionsForm):
    """What the public sees: one page, radio buttons, nothing required."""

    how = forms.CharField(widget=forms.HiddenInput, required=False)

    def answer_field(self, question: Question) -> forms.Field:
        codes = [*(a.code for a in question.answers), PREFER_NOT.code]
        return forms.ChoiceField(
            choices=[(code, code) for code in codes],
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": NotAnAnswer.sentence},
        )

    def clean_how(self) -> How:
        """By link unless the square code said otherwise; a changed value is no reason to refuse."""
        return How.QR if self.cleaned_data["how"] == How.QR else How.LINK


class AnswerFields(AnswerForm):
    """The same within another room's form, which has its own key and says how the answers came."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, survey=survey, **kwargs)
        del self.fields["key"], self.fields["how"]


class TypedCodeField(forms.CharField):
    """The code of an answer as it is printed on the paper: digits, or x for "rather not say"."""

    def __init__(self, question: Question) -> None:
        self.question = question
        attrs = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> str:
        typed = str(value or "").strip().lower()
        if typed in {"-", "–", PREFER_NOT.code}:
            return PREFER_NOT.code
        code = (
            str(int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else typed
        )
        if code and code not in self.question.codes:
            first, last = self.question.answers[0].code, self.question.answers[-1].code
            words = _(
                "Type a number from %(first)s to %(last)s, x for “rather not say”, or leave it empty."
            )
            raise forms.ValidationError(words % {"first": first, "last": last}, code="invalid")
        return code


class PaperForm(QuestionsForm):
    """What staff type from paper, or hear: numbers, Tab, Enter."""

    how = forms.ChoiceField(
        label=_("How were these given?"),
        choices=[(How.PAPER.value, How.PAPER.label), (How.READ_OUT.value, How.READ_OUT.label)],
        error_messages={"required": "", "invalid_choice": _("Choose paper or read out.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the form"),
        choices=[("en", _("English")), ("cy", _("Welsh"))],
        error_messages={"required": "", "invalid_choice": _("Choose English or Welsh.")},
    )
    moment = forms.ChoiceField(
        label=_("Which time is it?"),
        error_messages={
            "required": _("Say whether these are the first or the second answers."),
            "invalid_choice": _("Say whether these are the first or the second answers."),
        },
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, survey=survey, **kwargs)
        field = self.fields["moment"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(m.value, m.label) for m in survey.moments]
        if not survey.is_repeated:
            del self.fields["moment"]

    def answer_field(self, question: Question) -> forms.Field:
        return TypedCodeField(question)

    @property
    def sticky_fields(self) -> list[forms.BoundField]:
        """What stays the same from one form to the next."""
        return [self[name] for name in ("moment", "how", "language") if name in self.fields]

    @property
    def chosen_moment(self) -> Moment:
        """The time of asking."""
        return Moment(self.cleaned_data.get("moment") or self.survey.moments[0])
