"""What an event asks of whoever books: two questions at most, each with why we ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.core.words import Translated

MOST_QUESTIONS, MOST_CHOICES, ANSWER_LIMIT = 2, 6, 300


class QuestionKind(models.TextChoices):
    """How it is answered."""

    WORDS = "words", _("In their own words")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of a few answers")


@dataclass(frozen=True)
class Question:
    """Everybody may leave it empty. `because` goes on after "We ask because"."""

    asked: Translated
    because: Translated
    kind: str = QuestionKind.WORDS
    choices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "asked": dict(self.asked.texts),
            "because": dict(self.because.texts),
            "kind": str(self.kind),
            "choices": list(self.choices),
        }

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Question":
        """Back from where it is kept."""
        asked, because = Translated(said["asked"]), Translated(said["because"])
        return cls(asked, because, said["kind"], tuple(said["choices"]))


@dataclass(frozen=True)
class Questions:
    """The questions of an event, in their order."""

    each: tuple[Question, ...] = field(default_factory=tuple)

    @classmethod
    def read(cls, kept: Sequence[Mapping[str, Any]]) -> "Questions":
        """Back from where they are kept."""
        return cls(tuple(Question.read(one) for one in kept))

    def as_json(self) -> list[dict[str, Any]]:
        """As they are kept."""
        return [one.as_json() for one in self.each]

    def answered(self, answers: Sequence[str]) -> list[dict[str, str]]:
        """What a booking keeps: question and answer, so that it stays true when the event asks something else.

        Answers that nobody gave, or that can't be chosen, are not kept.
        """
        kept = []
        for one, said in zip(self.each, answers, strict=False):
            answer = said.strip()[:ANSWER_LIMIT]
            allowed = {QuestionKind.YES_NO: ("yes", "no"), QuestionKind.CHOICE: one.choices}
            of = allowed.get(QuestionKind(one.kind))
            if answer and (of is None or answer in of):
                kept.append({"asked": one.asked.text("en"), "answer": answer})
        return kept


def answers_in_words(kept: Sequence[Mapping[str, str]]) -> list[str]:
    """ "How many slices of cake? Two"."""
    said = {"yes": str(_("Yes")), "no": str(_("No"))}
    return [f"{one['asked']} {said.get(one['answer'], one['answer'])}" for one in kept]
