"""Before and after: what changed for the same people. Pairs only, and never the word "caused".

Algorithm: a code that stands exactly once at each moment makes a pair; a code that two people happened
to make joins nobody. For each question (or total) that may be averaged, the pairs in which both answers
have a score give the change after − before.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb
from statistics import fmean, median

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.figures import SMALLEST_PUBLISHED, Figure
from branchline.core.words import Translated

from ..data import QuestionSet
from ..models import Moment
from .scoring import TOO_FEW, Mean, forms, mean_of, people

FEW_OUTSIDE = _("so few are not among the pairs that means would say what they answered")
ENOUGH = 34
"""Pairs needed to see a middling change (half a standard deviation) four times out of five, paired
t-test at 5%: research on before/after measures, power table."""


@dataclass(frozen=True)
class Form:
    """A response as it is counted here."""

    moment: str
    answers: Mapping[str, str]
    pair: str = ""


@dataclass(frozen=True)
class Change:
    """One question or total over the pairs. Figures are None with `why` under 10 pairs.

    `low`, `high`: at least 95% of the time the middle change of all such people lies between them
    (binomial order statistics of the median). `left` is the first mean of those who never came back.
    """

    id: str
    title: Translated
    higher_is_better: bool | None
    pairs: Figure
    rose: Figure | None = None
    same: Figure | None = None
    fell: Figure | None = None
    before: Mean | None = None
    after: Mean | None = None
    mean: float | None = None
    middle: float | None = None
    low: int | None = None
    high: int | None = None
    left: Mean | None = None
    why: "str | Promise" = ""

    @property
    def enough(self) -> bool:
        """Enough pairs to tell a middling change from chance."""
        return (self.pairs.value or 0) >= ENOUGH

    @property
    def mean_words(self) -> str:
        """ "+0.8"."""
        return "" if self.mean is None else f"{self.mean:+.1f}".replace("-", "−")


@dataclass(frozen=True)
class PairedChanges:
    """The funnel from first form to pair, and the changes."""

    moment: Moment
    """Of the second form."""
    first: Figure
    second: Figure
    paired: Figure
    shared_codes: int
    changes: tuple[Change, ...]
    among: Mapping[str, "Among"]
    """By the id of what is measured; for comparing tables, never shown."""


@dataclass(frozen=True)
class Among:
    """Who stands behind the means of a change: codes of pairs, and places of the first forms that found no second."""

    pairs: frozenset[str]
    left: frozenset[int]

    def differs_by_few(self, other: "Among") -> bool:
        """Whether the means of two tables would tell what fewer than ten people said."""
        mine, theirs = (self.pairs, self.left), (other.pairs, other.left)
        return any(
            0 < len(some - others) < SMALLEST_PUBLISHED
            for a, b in zip(mine, theirs, strict=True)
            for some, others in ((a, b), (b, a))
        )


def changes_since_first(
    *, sets: Sequence[QuestionSet], forms: Sequence[Form], moments: Sequence[Moment]
) -> tuple[PairedChanges, ...]:
    """The first time beside each later one. Where two such tables have nearly the same people, the later one has no
    means: the difference would be what the others said."""
    found: list[PairedChanges] = []
    for moment in moments[1:]:
        paired = paired_changes(sets=sets, forms=forms, second=moment)
        changes = tuple(
            _without_means(change)
            if any(paired.among[change.id].differs_by_few(each.among[change.id]) for each in found)
            else change
            for change in paired.changes
        )
        found.append(replace(paired, changes=changes))
    return tuple(found)


def _without_means(change: Change) -> Change:
    if change.mean is None:
        return change
    plain = Change(change.id, change.title, change.higher_is_better, change.pairs)
    return replace(plain, rose=change.rose, same=change.same, fell=change.fell, why=FEW_OUTSIDE)


def paired_changes(
    *, sets: Sequence[QuestionSet], forms: Sequence[Form], second: Moment = Moment.AFTER
) -> PairedChanges:
    """Pair the first forms of a survey with those of a later moment."""
    moment, first = second, [f for f in forms if f.moment == Moment.BEFORE]
    later = [f for f in forms if f.moment == moment]
    once_first, twice_first = _by_code(first)
    once_second, twice_second = _by_code(later)
    shared = twice_first | twice_second
    codes = sorted((once_first.keys() & once_second.keys()) - shared)
    paired = frozenset(codes)
    pairs = [(once_first[code].answers, once_second[code].answers) for code in codes]
    alone = (
        [f.answers for f in first if f.pair not in paired],
        [f.answers for f in later if f.pair not in paired],
    )
    return PairedChanges(
        moment=moment,
        first=_forms(len(first)),
        second=_forms(len(later)),
        paired=_forms(len(pairs)),
        shared_codes=len(shared),
        changes=tuple(
            _change(each, pairs, alone) for each in _measured(sets)
        ),
        among={
            each.id: Among(
                frozenset(
                    code
                    for code, (before, after) in zip(codes, pairs, strict=True)
                    if each.score(before) is not None and each.score(after) is not None
                ),
                frozenset(
                    place
                    for place, form in enumerate(first)
                    if form.pair not in paired and each.score(form.answers) is not None
                ),
            )
            for each in _measured(sets)
        },
    )  # fmt: skip


_forms = forms

Score = Callable[[Mapping[str, str]], int | None]


@dataclass(frozen=True)
class _Measured:
    id: str
    title: Translated
    higher_is_better: bool | None
    score: Score


def _measured(sets: Sequence[QuestionSet]) -> list[_Measured]:
    """What may be averaged: questions whose set says so, and totals."""
    found = []
    for each in sets:
        for question in each.questions:
            if question.mean:
                found.append(
                    _Measured(
                        question.id,
                        question.text,
                        question.higher_is_better,
                        lambda answers, q=question: q.score(answers.get(q.id)),  # type: ignore[misc]
                    )
                )
        if each.total:
            found.append(
                _Measured(each.total.id, each.total.title, each.total.higher_is_better, each.sum)
            )
    return found


def _by_code(received: Sequence[Form]) -> tuple[dict[str, Form], set[str]]:
    counted = Counter(f.pair for f in received if f.pair)
    alone = {f.pair: f for f in received if counted.get(f.pair) == 1}
    return alone, {code for code, n in counted.items() if n > 1}


def _change(
    measured: _Measured,
    pairs: Sequence[tuple[Mapping[str, str], Mapping[str, str]]],
    alone: tuple[Sequence[Mapping[str, str]], Sequence[Mapping[str, str]]],
) -> Change:
    scored = [(measured.score(before), measured.score(after)) for before, after in pairs]
    whole = [(b, a) for b, a in scored if b is not None and a is not None]
    n = len(whole)
    head = (measured.id, measured.title, measured.higher_is_better, _forms(n))
    if n < SMALLEST_PUBLISHED:
        return Change(*head, why=TOO_FEW)
    moved = sorted(a - b for b, a in whole)
    low, high = middle_interval(moved)
    counted = Change(
        *head,
        rose=people(sum(m > 0 for m in moved)),
        same=people(sum(m == 0 for m in moved)),
        fell=people(sum(m < 0 for m in moved)),
    )
    gone = [score for answers in alone[0] if (score := measured.score(answers)) is not None]
    if _few_outside(measured, scored, alone):
        return replace(counted, why=FEW_OUTSIDE)
    return replace(
        counted,
        before=mean_of([b for b, _a in whole]),
        after=mean_of([a for _b, a in whole]),
        mean=round(fmean(moved), 1),
        middle=median(moved),
        low=low,
        high=high,
        left=mean_of(gone),
    )


def _few_outside(
    measured: _Measured,
    scored: Sequence[tuple[int | None, int | None]],
    alone: tuple[Sequence[Mapping[str, str]], Sequence[Mapping[str, str]]],
) -> bool:
    """Whether a few answers stand in the table of a moment and not among the pairs: the two means would
    give them away. Those who never came back have a mean of their own, and must be enough for it."""
    for moment in (0, 1):
        unpaired = sum(measured.score(answers) is not None for answers in alone[moment])
        half = sum(pair[moment] is not None and pair[1 - moment] is None for pair in scored)
        if any(0 < n < SMALLEST_PUBLISHED for n in (unpaired, half, unpaired + half)):
            return True
    return False


def middle_interval(moved: Sequence[int]) -> tuple[int, int]:
    """A 95% interval of the median from the sorted values, without any assumption about their shape.

    The k-th smallest and k-th largest, for the biggest k with 2·P(B(n, ½) < k) ≤ 5%.
    """
    n = len(moved)
    below, k = 0, 0
    while 2 * (below + comb(n, k)) <= 0.05 * 2**n:
        below += comb(n, k)
        k += 1
    place = max(k - 1, 0)
    return moved[place], moved[n - 1 - place]
