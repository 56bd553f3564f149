"""The standard question sets, as versioned data in code: they change by a release, never by hand.

A version stays here for as long as a survey may have been asked with it.
"""

from .loneliness import LONELINESS_1
from .outcomes import OUTCOMES_1
from .satisfaction import SATISFACTION_1
from .shapes import (
    LANGUAGES,
    PREFER_NOT,
    Answer,
    Band,
    Form,
    Question,
    QuestionSet,
    Total,
)
from .wellbeing import ONS4_1

__all__ = [
    "LANGUAGES",
    "PREFER_NOT",
    "SETS",
    "Answer",
    "Band",
    "Form",
    "Question",
    "QuestionSet",
    "Total",
    "newest",
    "question_set",
    "questions_of",
]

SETS: dict[str, QuestionSet] = {
    kept.key: kept for kept in (SATISFACTION_1, OUTCOMES_1, ONS4_1, LONELINESS_1)
}


def question_set(key: str) -> QuestionSet:
    """The set of a key like `ons4-1`. Raises KeyError."""
    return SETS[key]


def newest() -> list[QuestionSet]:
    """The newest version of each set, in the order of the cupboard."""
    found: dict[str, QuestionSet] = {}
    for kept in SETS.values():
        if kept.id not in found or kept.version > found[kept.id].version:
            found[kept.id] = kept
    return list(found.values())


def questions_of(keys: list[str]) -> dict[str, Question]:
    """The questions of these sets by id, in the order in which they are asked."""
    return {q.id: q for key in keys for q in question_set(key).questions}
