"""The questions of a survey as fields, grouped for a page."""

from dataclasses import dataclass
from typing import Any

from django import forms

from branchline.core.errors import Refusal
from branchline.core.forms import OnceForm

from ..data import PREFER_NOT, Answer, Question, QuestionSet
from ..errors import WordsTooLong
from ..models import WORDS_LIMIT, Survey
from .pairs import PairFields


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


class QuestionsForm(OnceForm, PairFields):
    """The questions of a survey. Subclasses say how an answer is given."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        if not survey.is_repeated:
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
        return super().pair if self.survey.is_repeated else ""

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
