"""How answers become numbers that may be read: rules with their source, and nothing published that
points at few people.

Counts of people under 10 are not published, others are rounded to the nearest 5; shares come from the
rounded counts; a mean needs 10 answers (research: ONS and UK LLC output checking, threshold 10).
Because nothing exact is released, a hidden count can't be worked back from the others.

Two tables of different days must not reveal what the few between them said (differencing, ONS: Policy on
protecting confidentiality in tables): so results move in steps of at least 10 answers to a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.figures import SMALLEST_PUBLISHED, Figure
from branchline.core.words import Translated

from ..data import Question

T = TypeVar("T")
STEP = SMALLEST_PUBLISHED

PEOPLE = _("people who answered")
TOO_FEW = _("fewer than 10 people answered, so we show no more")


NOT_YET = _("shown when 20 people have answered it, or when the survey is closed")


def in_steps(given: Sequence[T], *, closed: bool) -> Sequence[T]:
    """What is counted today of all that was given to a question, oldest first.

    While answers come in, one whole step is held back: 0 of 19, 10 of 20, 20 of 35. So whenever the survey
    is closed and all are counted, at least 10 are new, and no two tables differ by fewer.
    """
    return given if closed else given[: STEP * max(0, len(given) // STEP - 1)]


@dataclass(frozen=True)
class Mean:
    """A mean with its n; None with `why` when it may not be shown."""

    value: float | None
    n: Figure
    why: "str | Promise" = ""

    def __str__(self) -> str:
        return str(self.why) if self.value is None else f"{self.value:.1f}"


@dataclass(frozen=True)
class Share:
    """A share of those who answered, in whole per cent, and what silence could make of it.

    `least` and `most`: per cent of all who were asked, were everybody who kept silent against or for;
    None when nobody noted how many were asked.
    """

    percent: int | None
    n: Figure
    least: int | None = None
    most: int | None = None
    why: "str | Promise" = ""

    def __str__(self) -> str:
        return str(self.why) if self.percent is None else f"{self.percent}%"


def rounded(n: int) -> int:
    """To the nearest 5."""
    return 5 * ((n + 2) // 5)


def people(n: int) -> Figure:
    """A count of people by what they said: hidden under 10, else to the nearest 5."""
    return Figure(n if n < SMALLEST_PUBLISHED else rounded(n), PEOPLE)


def forms(n: int) -> Figure:
    """A count of forms that came back, whatever stands in them: exact from 10 up."""
    return Figure(n, PEOPLE)


def mean_of(scores: Sequence[int]) -> Mean:
    """The mean of at least 10 scores, one decimal."""
    n = forms(len(scores))
    if len(scores) < SMALLEST_PUBLISHED:
        return Mean(None, n, TOO_FEW)
    return Mean(round(fmean(scores), 1), n)


def _shown(count: int, n: int) -> int:
    """A count as a share may use it: rounded, but never so that unanimity is lost, made up or passed.

    That somebody said otherwise is no secret: beside it an answer stands as "fewer than 10", not as 0.
    """
    return count if count == n else min(rounded(count), n - 1)


def percent_of(count: int, n: int) -> int:
    """Whole per cent, from the rounded count."""
    return round(100 * _shown(count, n) / n)


def share_of(good: int, answered: int, asked: int | None) -> Share:
    """The share of those who answered a question who gave one of its good answers."""
    n = forms(answered)
    if answered < SMALLEST_PUBLISHED:
        return Share(None, n, why=TOO_FEW)
    if 0 < good < SMALLEST_PUBLISHED:
        return Share(None, n, why=_("fewer than 10 people said so"))
    shown = _shown(good, answered)
    percent = percent_of(good, answered)
    if asked is None or asked < answered:
        return Share(percent, n)
    silent = asked - answered
    return Share(percent, n, round(100 * shown / asked), round(100 * (shown + silent) / asked))


def band_of(question: Question, score: int) -> Translated:
    """The band of a score: "High". Raises ValueError outside of the scale."""
    for band in question.bands:
        if band.low <= score <= band.high:
            return band.words
    raise ValueError(f"{question.id} has no band for {score}")
