"""The shape of a question set: what is asked, in which words, and how it may be counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from branchline.core.words import Translated, said

LANGUAGES = ("en", "cy")


class Form(Enum):
    """How a question is answered."""

    SCALE = "scale"  # a number from 0 to 10
    CHOICE = "choice"  # one of some answers in words
    WORDS = "words"  # the person's own words


@dataclass(frozen=True)
class Answer:
    """One answer that may be given. `code` is kept; `score` is what a sum or mean may use."""

    code: str
    words: Translated
    score: int | None = None


PREFER_NOT = Answer(
    "x", said("I’d rather not say", "Byddai’n well gen i beidio â dweud", draft=True)
)
"""May be given to every question that has answers to choose from. Counted apart, never scored."""


@dataclass(frozen=True)
class Band:
    """A named stretch of a scale, both ends included."""

    words: Translated
    low: int
    high: int


@dataclass(frozen=True)
class Question:
    """One question. `mean` says that a mean may be shown; `good` are the answers of the headline."""

    id: str
    text: Translated
    form: Form
    answers: tuple[Answer, ...] = ()
    ends: tuple[Translated, Translated] | None = None
    bands: tuple[Band, ...] = ()
    mean: bool = False
    higher_is_better: bool | None = None
    good: frozenset[str] = frozenset()
    headline: Translated | None = None

    @property
    def is_words(self) -> bool:
        """Answered in the person's own words."""
        return self.form is Form.WORDS

    @property
    def is_scale(self) -> bool:
        """Answered by a number from 0 to 10."""
        return self.form is Form.SCALE

    @property
    def codes(self) -> frozenset[str]:
        """The codes that an answer may have, "prefer not to say" among them; none for own words."""
        if self.is_words:
            return frozenset()
        return frozenset(a.code for a in self.answers) | {PREFER_NOT.code}

    @property
    def scored(self) -> bool:
        """Every answer has a score."""
        return bool(self.answers) and all(a.score is not None for a in self.answers)

    def score(self, code: str | None) -> int | None:
        """The score of an answer; None when it was left out, withheld or has none."""
        return next((a.score for a in self.answers if a.code == code), None)


@dataclass(frozen=True)
class Total:
    """A sum over questions, made only when all of them are answered."""

    id: str
    title: Translated
    questions: tuple[str, ...]
    low: int
    high: int
    higher_is_better: bool


@dataclass(frozen=True)
class QuestionSet:
    """A standard set. Words never change within a version: a comma makes a new one."""

    id: str
    version: int
    title: Translated
    intro: Translated
    source: str
    address: str
    licence: str
    credit: str
    rules: str
    questions: tuple[Question, ...]
    total: Total | None = None

    @property
    def key(self) -> str:
        """What a survey keeps: `ons4-1`."""
        return f"{self.id}-{self.version}"

    @property
    def drafted(self) -> bool:
        """Some of its Welsh was written by a machine and has not been read by a person."""
        return any("cy" in text.drafts for text in self.texts())

    def question(self, question_id: str) -> Question:
        """One of its questions. Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def texts(self) -> list[Translated]:
        """Everything a person may read in it."""
        found = [self.title, self.intro]
        for question in self.questions:
            found += [question.text, *(a.words for a in question.answers), *(question.ends or ())]
            found += [band.words for band in question.bands]
            if question.headline:
                found.append(question.headline)
        return [*found, self.total.title] if self.total else found

    def sum(self, answers: Mapping[str, str]) -> int | None:
        """The total of one person's answers; None unless every part is answered."""
        if self.total is None:
            return None
        scores = [self.question(part).score(answers.get(part)) for part in self.total.questions]
        whole = [score for score in scores if score is not None]
        return sum(whole) if len(whole) == len(scores) else None
