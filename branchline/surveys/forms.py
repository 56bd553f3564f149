"""The shape of input: answers from the public, from paper, and a new survey."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal
from branchline.core.forms import Form, OnceForm
from branchline.core.words import Translated

from .actions import pair_code
from .data import PREFER_NOT, Answer, Question, QuestionSet, newest
from .errors import NotAnAnswer, WordsTooLong
from .models import WORDS_LIMIT, Asked, How, Moment, Survey

SETS_CHOICES = [(each.key, each.title) for each in newest()]
TITLE_LIMIT = 120


def field_name(question_id: str) -> str:
    """The name of a question's field: `ons4-happy`."""
    return question_id.replace(".", "-")


@dataclass(frozen=True)
class Option:
    """One answer as a radio button."""

    id: str
    answer: Answer
    chosen: bool


@dataclass(frozen=True)
class AskedQuestion:
    """A question on a page, with what was typed and what is wrong with it."""

    number: int
    question: Question
    field: forms.BoundField
    options: tuple[Option, ...]
    rather_not: Option | None
    codes: str


@dataclass(frozen=True)
class Group:
    """A question set on a page."""

    set: QuestionSet
    questions: tuple[AskedQuestion, ...]


class WordsField(forms.CharField):
    """Own words. No `maxlength`: a browser would cut what is pasted and say nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def clean(self, value: Any) -> str:
        said = "".join(c for c in str(value or "") if c in "\n\t" or ord(c) >= 32).strip()
        if len(said) > WORDS_LIMIT:
            raise forms.ValidationError(str(WordsTooLong.sentence), code="max_length")
        return said


class PairFields(forms.Form):
    """Three memories that make a code. All three, or none."""

    pair_street = forms.CharField(
        label=_("The first two letters of the street where you lived as a child"), required=False
    )
    pair_day = forms.CharField(
        label=_("The day of the month of your birthday, from 1 to 31"), required=False
    )
    pair_name = forms.CharField(
        label=_("The first two letters of the first name of the person who brought you up"),
        required=False,
    )
    PAIR = ("pair_street", "pair_day", "pair_name")

    def clean_pair_street(self) -> str:
        """Two letters or more."""
        return self._letters("pair_street")

    def clean_pair_name(self) -> str:
        """Two letters or more."""
        return self._letters("pair_name")

    def clean_pair_day(self) -> int | None:
        """A day of a month."""
        typed = str(self.cleaned_data["pair_day"]).strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= 31):
            raise forms.ValidationError(_("Write the day in figures, from 1 to 31."))
        return int(typed)

    def _letters(self, name: str) -> str:
        typed = str(self.cleaned_data[name]).strip()[:80]
        letters = [c for c in unicodedata.normalize("NFKD", typed) if c.isalnum()]
        if typed and len(letters) < 2:
            raise forms.ValidationError(_("Write at least two letters."))
        return typed

    def clean(self) -> dict[str, Any]:
        """A code needs all three parts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in self.PAIR if cleaned.get(name)]
        if given and not any(name in self.errors for name in self.PAIR):
            for name in self.PAIR:
                if name not in given:
                    self.add_error(
                        name, _("Fill in this one too, or leave all three empty: both are fine.")
                    )
        return cleaned

    @property
    def pair(self) -> str:
        """The code, or nothing."""
        street, day, name = (self.cleaned_data.get(part) for part in self.PAIR)
        return pair_code(street=street, day=day, name=name) if street and day and name else ""


class QuestionsForm(OnceForm, PairFields):
    """The questions of a survey. Subclasses say how an answer is given."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        if not survey.is_twice:
            for part in self.PAIR:
                del self.fields[part]
        for question in survey.questions.values():
            field = WordsField() if question.is_words else self.answer_field(question)
            field.label = str(question.text)
            self.fields[field_name(question.id)] = field
        # Errors are listed in the order of the page: the code for pairs comes last.
        self.order_fields([n for n in self.fields if n not in self.PAIR])

    def answer_field(self, question: Question) -> forms.Field:
        """The field of a question with answers to choose from."""
        raise NotImplementedError

    @property
    def pair(self) -> str:
        """The code, or nothing."""
        return super().pair if self.survey.is_twice else ""

    @property
    def pair_fields(self) -> list[forms.BoundField]:
        """The three parts of the code, for the page."""
        return [self[part] for part in self.PAIR if part in self.fields]

    @property
    def answers(self) -> dict[str, str]:
        """{question id: code} of what was answered."""
        return {
            q.id: str(self.cleaned_data[field_name(q.id)])
            for q in self.survey.questions.values()
            if not q.is_words and self.cleaned_data.get(field_name(q.id))
        }

    @property
    def remarks(self) -> dict[str, str]:
        """{question id: own words}."""
        return {
            q.id: str(self.cleaned_data[field_name(q.id)])
            for q in self.survey.questions.values()
            if q.is_words and self.cleaned_data.get(field_name(q.id))
        }

    @property
    def groups(self) -> list[Group]:
        """The sets and their questions, for the page; numbered through."""
        numbers = iter(range(1, 1000))
        return [
            Group(each, tuple(self._asked(next(numbers), q) for q in each.questions))
            for each in self.survey.question_sets
        ]

    def refuse(self, refusal: Refusal) -> None:
        """A refusal about a question belongs to its field."""
        refusal.field = field_name(refusal.field) if refusal.field else None
        super().refuse(refusal)

    def _asked(self, number: int, question: Question) -> AskedQuestion:
        field = self[field_name(question.id)]
        typed = str(field.value() or "")
        options = tuple(
            Option(f"{field.auto_id}{f'_{place}' if place else ''}", a, a.code == typed)
            for place, a in enumerate(question.answers)
        )
        rather_not = Option(f"{field.auto_id}_x", PREFER_NOT, typed == PREFER_NOT.code)
        codes = f"{question.answers[0].code}–{question.answers[-1].code}" if options else ""
        return AskedQuestion(
            number, question, field, options, rather_not if options else None, codes
        )


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
        if not survey.is_twice:
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
            "required": _("Choose once, or before and after."),
            "invalid_choice": _("Choose once, or before and after."),
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

    people = forms.CharField(label=_("How many people were asked, in all?"))
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
