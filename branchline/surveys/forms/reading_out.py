"""One question at a time, read out on the phone. What was said before travels in the form itself, so nothing
is kept until it is saved, and no script is needed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from ..models import How, Survey
from .answering import PaperForm
from .questions import AskedQuestion, field_name

NEXT, BACK, SAVE = "next", "back", "save"


@dataclass(frozen=True)
class Step:
    """One page: the greeting (0), a question, the code of a pair, or the last look."""

    number: int
    names: tuple[str, ...] = ()
    asked: AskedQuestion | None = None
    is_code: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Said:
    """One line of the last look: a question and what was answered."""

    step: int
    question: Any
    answer: Any


class ReadOutForm(PaperForm):
    """The same answers as from paper, a page a question."""

    step = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, *, survey: Survey, language: str) -> None:
        first = {"how": How.READ_OUT.value, "language": language}
        super().__init__(with_tapped(data, survey) if data is not None else None, survey=survey, initial=first)  # fmt: skip
        for name in ("how", "language"):
            self.fields[name].widget = forms.HiddenInput()

    @property
    def steps(self) -> list[Step]:
        """Every page, in order."""
        asked = [a for group in self.groups for a in group.questions]
        pages = [Step(0, ("moment",) if "moment" in self.fields else ())]
        pages += [Step(a.number, (field_name(a.question.id),), a) for a in asked]
        if self.pair_fields:
            pages.append(Step(len(pages), self.PAIR, is_code=True))
        return [*pages, Step(len(pages), is_last=True)]

    @property
    def here(self) -> int:
        """The page that was sent, or the first."""
        typed = str(self.data.get("step", "")) if self.is_bound else ""
        return min(int(typed), len(self.steps) - 1) if _is_number(typed) else 0

    def there(self) -> int:
        """The page to show next: the same one while something on it is to be put right."""
        steps, wanted = self.steps, str(self.data.get("to", NEXT))
        if wanted == BACK:
            return max(0, self.here - 1)
        if any(name in self.errors for name in steps[self.here].names):
            return self.here
        if _is_number(wanted):
            return min(int(wanted), len(steps) - 1)
        return min(self.here + 1, len(steps) - 1)

    @property
    def wants_saving(self) -> bool:
        """The last button was pressed."""
        return self.is_bound and self.data.get("to") == SAVE

    def first_wrong(self) -> int:
        """The page on which something is to be put right; the last one when it is none's."""
        return next(
            (s.number for s in self.steps if any(name in self.errors for name in s.names)),
            len(self.steps) - 1,
        )

    def carried(self, step: Step) -> list[forms.BoundField]:
        """Everything that is not asked on this page, to travel with it."""
        return [self[name] for name in self.fields if name not in {*step.names, "key", "step"}]

    @property
    def said(self) -> list[Said]:
        """What was answered, for the last look."""
        return [
            Said(s.number, s.asked.question.text, _words(s.asked)) for s in self.steps if s.asked
        ]


def with_tapped(data: QueryDict, survey: Survey) -> QueryDict:
    """An answer that was tapped counts as typed: {question id:code}."""
    question, _colon, code = data.get("tap", "").rpartition(":")
    if question not in survey.questions:
        return data
    filled = data.copy()
    filled[field_name(question)] = code
    return filled


def _words(asked: AskedQuestion) -> Any:
    typed = str(asked.field.value() or "").strip()
    answers = [
        o.answer for o in (*asked.options, *([asked.rather_not] if asked.rather_not else []))
    ]
    return next((a.words for a in answers if a.code == typed), typed)


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 4
