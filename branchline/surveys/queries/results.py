"""What a survey came to, question by question. Three queries, whatever its size."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.figures import SMALLEST_PUBLISHED, Figure
from branchline.core.words import Translated

from ..data import PREFER_NOT, Question, QuestionSet, Total
from ..models import AskedCount, Moment, Remark, Response, Standing, Survey
from .changes import Form, PairedChanges, changes_since_first
from .scoring import (
    NOT_YET,
    TOO_FEW,
    Mean,
    Share,
    band_of,
    forms,
    in_steps,
    mean_of,
    people,
    percent_of,
    share_of,
)

Answers = Mapping[str, str]

NOT_NOTED = _("nobody has noted how many people were asked")
NOBODY = _("nobody answered it")
MORE_THAN_ASKED = _("more people answered than were noted as asked: please check that number")


@dataclass(frozen=True)
class Cell:
    """How many gave one answer; `percent` of those who answered the question."""

    words: Translated
    count: Figure
    percent: int | None


@dataclass(frozen=True)
class QuestionResult:
    """One question. No cells, with `why`, when fewer than 10 people answered it."""

    question: Question
    answered: Figure
    preferred_not: Figure
    cells: tuple[Cell, ...]
    bands: tuple[Cell, ...]
    mean: Mean | None
    headline: Share | None
    why: "str | Promise" = ""
    so_far: bool = False
    """More has come in, or may: it is counted with the next step."""


@dataclass(frozen=True)
class TotalResult:
    """A sum over questions: of those who answered all of them."""

    total: Total
    mean: Mean
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class SetResult:
    """One question set."""

    set: QuestionSet
    questions: tuple[QuestionResult, ...]
    total: TotalResult | None


@dataclass(frozen=True)
class MomentResults:
    """One time of asking: how many were asked, how many answered, and what they said."""

    moment: Moment
    answered: Figure
    asked: int | None
    rate: int | None
    why_no_rate: "str | Promise"
    sets: tuple[SetResult, ...]


@dataclass(frozen=True)
class Results:
    """Everything a survey came to, as it may be read."""

    survey: Survey
    standing: Standing
    at: datetime
    moments: tuple[MomentResults, ...]
    remarks: int
    changes: tuple[PairedChanges, ...]

    @property
    def nobody_yet(self) -> bool:
        """Nothing has come in."""
        return not any(moment.answered.value for moment in self.moments)


def results(*, survey: Survey, now: datetime) -> Results:
    """Count the answers of a survey. Three queries."""
    received = [
        Form(moment, answers, pair)
        for moment, answers, pair in Response.objects.filter(survey=survey)
        .order_by("pk")
        .values_list("moment", "answers", "pair_code")
    ]
    closed = survey.standing(now) is Standing.CLOSED
    asked = dict(AskedCount.objects.filter(survey=survey).values_list("moment", "people"))
    return Results(
        survey=survey,
        standing=survey.standing(now),
        at=now,
        moments=tuple(
            _moment(
                survey,
                moment,
                [f.answers for f in received if f.moment == moment],
                asked.get(moment),
                closed,
            )
            for moment in survey.moments
        ),
        remarks=Remark.objects.filter(survey=survey).exclude(words="").count(),
        changes=changes_since_first(
            sets=survey.question_sets, forms=received, moments=survey.moments
        )
        if closed
        else (),
    )


def _moment(
    survey: Survey, moment: Moment, received: Sequence[Answers], asked: int | None, closed: bool
) -> MomentResults:
    n = len(received)
    rate, why = response_rate(answered=n, asked=asked)
    return MomentResults(
        moment=moment,
        answered=forms(n),
        asked=asked,
        rate=rate,
        why_no_rate=why,
        sets=tuple(_set(each, received, asked, closed) for each in survey.question_sets),
    )


def response_rate(*, answered: int, asked: int | None) -> "tuple[int | None, str | Promise]":
    """Whole per cent of those asked; None with the reason when it can't be said."""
    if not asked:
        return None, NOT_NOTED
    if answered > asked:
        return None, MORE_THAN_ASKED
    if 0 < answered < SMALLEST_PUBLISHED:
        return None, TOO_FEW
    return round(100 * answered / asked), ""


def _set(
    asked_set: QuestionSet, received: Sequence[Answers], asked: int | None, closed: bool
) -> SetResult:
    found = []
    for question in asked_set.questions:
        if not question.is_words:
            came = [answers[question.id] for answers in received if question.id in answers]
            counted = question_result(question, _counted(came, closed), asked)
            # One sentence whether nobody answered it or one person did: else the page would tell which.
            why = NOT_YET if counted.why and received and not closed else counted.why
            found.append(replace(counted, why=why, so_far=not closed))
    return SetResult(asked_set, tuple(found), _total(asked_set, received, closed))


def _counted(codes: Sequence[str], closed: bool) -> list[str]:
    """Answers and "rather not say" each move in steps of their own."""
    given = [code for code in codes if code != PREFER_NOT.code]
    withheld = [code for code in codes if code == PREFER_NOT.code]
    return [*in_steps(given, closed=closed), *in_steps(withheld, closed=closed)]


def question_result(question: Question, codes: Sequence[str], asked: int | None) -> QuestionResult:
    """Count the codes that a question was given ("prefer not to say" among them)."""
    withheld = sum(code == PREFER_NOT.code for code in codes)
    given = [code for code in codes if code != PREFER_NOT.code]
    n = len(given)
    scores = [score for code in given if (score := question.score(code)) is not None]
    few, counted = n < SMALLEST_PUBLISHED, Counter(given)
    cells = () if few else tuple(_cell(a.words, counted[a.code], n) for a in question.answers)
    hides = any(cell.count.suppressed for cell in cells)
    in_bands = Counter(band_of(question, s).en for s in scores) if question.bands else Counter()
    return QuestionResult(
        question=question,
        # Beside a hidden count no exact sum, from which it could be worked back.
        answered=people(n) if hides else forms(n),
        preferred_not=people(withheld),
        cells=cells,
        bands=() if few else tuple(_cell(b.words, in_bands[b.words.en], n) for b in question.bands),
        mean=mean_of(scores) if question.mean else None,
        headline=share_of(sum(code in question.good for code in given), n, asked)
        if question.good
        else None,
        why="" if not few else TOO_FEW if n else NOBODY,
    )


def _total(asked_set: QuestionSet, received: Sequence[Answers], closed: bool) -> TotalResult | None:
    total = asked_set.total
    if total is None:
        return None
    every = [s for answers in received if (s := asked_set.sum(answers)) is not None]
    sums = in_steps(every, closed=closed)
    if len(sums) < SMALLEST_PUBLISHED:
        return TotalResult(total, mean_of(sums), ())
    counted = Counter(sums)
    steps = range(total.low, total.high + 1)
    return TotalResult(
        total,
        mean_of(sums),
        tuple(
            _cell(Translated({"en": str(s), "cy": str(s)}), counted[s], len(sums)) for s in steps
        ),
    )


def _cell(words: Translated, count: int, n: int) -> Cell:
    shown = people(count)
    percent = None if shown.suppressed else percent_of(count, n)
    return Cell(words, shown, percent)
