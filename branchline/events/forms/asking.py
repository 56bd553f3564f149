"""Questions when booking: what staff ask, and the fields in which people answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.core.words import said

from ..models import (
    ANSWER_LIMIT,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Event,
    Question,
    QuestionKind,
    Questions,
)
from .fields import TextField

TOO_LONG = {"max_length": _("Use fewer words: %(limit_value)d letters at most.")}
IN_WELSH = ("asked_cy", "because_cy")
PARTS = ("asked", "asked_cy", "because", "because_cy", "kind", "choices")


def name_of(number: int, part: str) -> str:
    """The field of a part of a question."""
    return f"question_{number}_{part}"


NAMES = tuple(name_of(n, part) for n in range(1, MOST_QUESTIONS + 1) for part in PARTS)


class QuestionsForm(Form):
    """Up to two questions, each with a reason that people read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_QUESTIONS + 1):
            for part, field in _parts(number).items():
                self.fields[name_of(number, part)] = field

    @property
    def questions_asked(self) -> list[Any]:
        """The fields, all of them."""
        return [self[name] for name in NAMES]

    @property
    def questions_to_fold(self) -> list[dict[str, Any]]:
        """Each question for the page: its fields, and those in Welsh, which are folded away until they say something."""
        return [self._to_fold(number) for number in range(1, MOST_QUESTIONS + 1)]

    def _to_fold(self, number: int) -> dict[str, Any]:
        fields = {part: self[name_of(number, part)] for part in PARTS}
        welsh = [field for part, field in fields.items() if part in IN_WELSH]
        return {
            "number": number,
            "fields": [field for part, field in fields.items() if part not in IN_WELSH],
            "welsh": welsh,
            "says_welsh": any(field.errors or field.value() for field in welsh),
        }

    @property
    def asks_something(self) -> bool:
        """Whether something stands, or is to be put right, in the part that is folded away."""
        usual = (None, "", QuestionKind.WORDS.value)
        return any(field.errors or field.value() not in usual for field in self.questions_asked)

    @classmethod
    def filled_with_questions(cls, event: Event) -> dict[str, Any]:
        """What stands in the form when an event is changed."""
        filled: dict[str, Any] = {}
        for number, one in enumerate(event.asking.each, 1):
            parts = {
                "asked": one.asked.en, "asked_cy": one.asked.cy, "because": one.because.en,
                "because_cy": one.because.cy, "kind": one.kind, "choices": "\n".join(one.choices),
            }  # fmt: skip
            filled |= {name_of(number, part): value for part, value in parts.items()}
        return filled

    def questions(self) -> Questions:
        """Those of which something is written."""
        return Questions(tuple(q for n in range(1, MOST_QUESTIONS + 1) if (q := self._question(n))))

    def _question(self, number: int) -> Question | None:
        given = {part: self.cleaned_data.get(name_of(number, part)) or "" for part in PARTS}
        if not given["asked"] and not given["because"]:
            return None
        lines = (line.strip() for line in given["choices"].splitlines())
        return Question(
            asked=said(given["asked"], given["asked_cy"]),
            because=said(given["because"], given["because_cy"]),
            kind=given["kind"] or QuestionKind.WORDS,
            choices=tuple(line for line in lines if line)
            if given["kind"] == QuestionKind.CHOICE
            else (),
        )


def _parts(number: int) -> dict[str, forms.Field]:
    counted = {"n": number}

    def words(label: Any, hint: Any = "", **more: Any) -> TextField:
        return TextField(
            label=label, help_text=hint, required=False, max_length=150, error_messages=TOO_LONG, **more
        )  # fmt: skip

    welsh = forms.TextInput(attrs={"lang": "cy"})
    return {
        "asked": words(
            __("Question %(n)s when booking") % counted,
            _("Only what you need on the day. Everybody may leave it empty."),
        ),
        "asked_cy": words(__("Question %(n)s in Welsh") % counted, widget=welsh),
        "because": words(
            __("Why do you ask question %(n)s?") % counted,
            _("Finish the sentence: We ask because … People read it beside the question."),
        ),
        "because_cy": words(__("The reason for question %(n)s in Welsh") % counted, widget=welsh),
        "kind": forms.ChoiceField(
            label=__("How is question %(n)s answered?") % counted,
            choices=QuestionKind.choices,
            initial=QuestionKind.WORDS.value,
            required=False,
            error_messages={"invalid_choice": _("Choose one of these.")},
        ),
        "choices": TextField(
            label=__("Answers to choose from, for question %(n)s") % counted,
            help_text=_(
                "One on each line, 6 at most. Only where they choose one of a few answers."
            ),
            required=False,
            max_length=MOST_CHOICES * 62,
            error_messages=TOO_LONG,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
    }


class AnswersForm(Form):
    """One field for each question of the event."""

    def __init__(self, *args: Any, asking: Questions | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking or Questions()
        for number, question in enumerate(self.asking.each, 1):
            self.fields[f"answer_{number}"] = _answer(question)

    @property
    def answers_asked(self) -> list[Any]:
        """The fields, for the page."""
        return [self[f"answer_{n}"] for n in range(1, len(self.asking.each) + 1)]

    @property
    def answers(self) -> Sequence[str]:
        """In the order of the questions; empty where nothing was said."""
        names = (f"answer_{n}" for n in range(1, len(self.asking.each) + 1))
        return tuple(self.cleaned_data.get(name) or "" for name in names)


def _answer(question: Question) -> forms.Field:
    language = get_language() or "en"
    about: dict[str, Any] = {
        "label": question.asked.text(language),
        "help_text": __("We ask because %(reason)s.")
        % {"reason": question.because.text(language).rstrip(". ")},
        "required": False,
    }
    if question.kind == QuestionKind.WORDS:
        return TextField(max_length=ANSWER_LIMIT, error_messages=TOO_LONG, **about)
    choices = (
        [("yes", _("Yes")), ("no", _("No"))]
        if question.kind == QuestionKind.YES_NO
        else [(each, each) for each in question.choices]
    )
    wrong = {"invalid_choice": _("Choose one of these.")}
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages=wrong, **about
    )
