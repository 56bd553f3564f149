"""What a survey came to, question by question. Three queries, whatever its size."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.figures import SMALLEST_PUBLISHED, Figure
from branchline.core.words import Translated

from ..data import PREFER_NOT, Question, QuestionSet, Total
from ..models import AskedCount, Moment, Remark, Response, Standing, Survey
from .changes import Form, PairedChanges, paired_changes
from .scoring import TOO_FEW, Mean, Share, band_of, forms, mean_of, people, percent_of, share_of

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
    changes: PairedChanges | None

    @property
    def nobody_yet(self) -> bool:
        """Nothing has come in."""
        return not any(moment.answered.value for moment in self.moments)


def results(*, survey: Survey, now: datetime) -> Results:
    """Count the answers of a survey. Three queries."""
    received = [
        Form(moment, answers, pair)
        for moment, answers, pair in Response.objects.filter(survey=survey).values_list(
            "moment", "answers", "pair_code"
        )
    ]
    asked = dict(AskedCount.objects.filter(survey=survey).values_list("moment", "people"))
    return Results(
        survey=survey,
        standing=survey.standing(now),
        at=now,
        moments=tuple(
            _moment(survey, moment, [f.answers for f in received if f.moment == moment], asked.get(moment))
            for moment in survey.moments
        ),
        remarks=Remark.objects.filter(survey=survey).exclude(words="").count(),
        changes=paired_changes(sets=survey.question_sets, forms=received) if survey.is_twice else None,
    )  # fmt: skip


def _moment(
    survey: Survey, moment: Moment, received: Sequence[Answers], asked: int | None
) -> MomentResults:
    n = len(received)
    rate, why = response_rate(answered=n, asked=asked)
    return MomentResults(
        moment=moment,
        answered=forms(n),
        asked=asked,
        rate=rate,
        why_no_rate=why,
        sets=tuple(_set(each, received, asked) for each in survey.question_sets),
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


def _set(asked_set: QuestionSet, received: Sequence[Answers], asked: int | None) -> SetResult:
    questions = (q for q in asked_set.questions if not q.is_words)
    return SetResult(
        asked_set,
        tuple(question_result(q, [a[q.id] for a in received if q.id in a], asked) for q in questions),
        _total(asked_set, received),
    )  # fmt: skip


def question_result(question: Question, codes: Sequence[str], asked: int | None) -> QuestionResult:
    """Count the codes that a question was given ("prefer not to say" among them)."""
    withheld = sum(code == PREFER_NOT.code for code in codes)
    given = [code for code in codes if code != PREFER_NOT.code]
    n = len(given)
    scores = [score for code in given if (score := question.score(code)) is not None]
    few, counted = n < SMALLEST_PUBLISHED, Counter(given)
    in_bands = Counter(band_of(question, s).en for s in scores) if question.bands else Counter()
    return QuestionResult(
        question=question,
        answered=forms(n),
        preferred_not=people(withheld),
        cells=() if few else tuple(_cell(a.words, counted[a.code], n) for a in question.answers),
        bands=() if few else tuple(_cell(b.words, in_bands[b.words.en], n) for b in question.bands),
        mean=mean_of(scores) if question.mean else None,
        headline=share_of(sum(code in question.good for code in given), n, asked)
        if question.good
        else None,
        why="" if not few else TOO_FEW if n else NOBODY,
    )


def _total(asked_set: QuestionSet, received: Sequence[Answers]) -> TotalResult | None:
    total = asked_set.total
    if total is None:
        return None
    sums = [s for answers in received if (s := asked_set.sum(answers)) is not None]
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
