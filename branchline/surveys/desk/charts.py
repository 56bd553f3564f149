"""Results as charts with their tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from branchline.core.design.charts import Bar

from ..models import Moment
from ..queries import Change, MomentResults, PairedChanges, QuestionResult, Results
from ..queries.results import Cell, TotalResult


@dataclass(frozen=True)
class Chart:
    """Inputs of core/components/figure_frame.html, and the sentences around it."""

    title: Any
    headline: str
    note: str
    bars: Sequence[Bar]
    words: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A question set at one moment."""

    set: Any
    charts: Sequence[Chart]


@dataclass(frozen=True)
class MomentView:
    """One time of asking."""

    moment: Moment
    found: MomentResults
    sections: Sequence[Section]

    @property
    def rate_words(self) -> str:
        """ "25%"."""
        return f"{self.found.rate}%"


def moments(results: Results) -> list[MomentView]:
    """The results page, from top to bottom."""
    return [_moment(found) for found in results.moments]


def _moment(found: MomentResults) -> MomentView:
    sections = []
    for each in found.sets:
        charts = [_question(q) for q in each.questions]
        if each.total:
            charts.append(_total(each.total))
        sections.append(Section(each.set, charts))
    return MomentView(found.moment, found, sections)


def _question(found: QuestionResult) -> Chart:
    cells = found.bands or found.cells
    withheld = found.preferred_not
    note = _("Answered by %(n)s.") % {"n": found.answered}
    if withheld.value:
        note += " " + _("Rather not say: %(n)s.") % {"n": withheld}
    return _chart(found.question.text, _headline(found), note, cells, str(found.why))


def _total(found: TotalResult) -> Chart:
    note = _("Answered all parts: %(n)s. From %(low)s to %(high)s.") % {
        "n": found.mean.n,
        "low": found.total.low,
        "high": found.total.high,
    }
    headline = "" if found.mean.value is None else _("Mean %(mean)s") % {"mean": found.mean}
    return _chart(found.total.title, headline, note, found.cells, str(found.mean.why))


def _headline(found: QuestionResult) -> str:
    if found.mean and found.mean.value is not None:
        return _("Mean %(mean)s") % {"mean": found.mean}
    share = found.headline
    if share is None or share.percent is None:
        return ""
    said = _("About %(share)s of those who answered %(did)s.") % {
        "share": share,
        "did": found.question.headline,
    }
    if share.least is None:
        return said
    return (
        said
        + " "
        + _("Of all who were asked it is between %(least)s%% and %(most)s%%.")
        % {
            "least": share.least,
            "most": share.most,
        }
    )


def _chart(title: Any, headline: str, note: str, cells: Sequence[Cell], why: str) -> Chart:
    bars = [
        Bar(str(c.words), None if c.count.suppressed else c.count.value, str(c.count))
        for c in cells
    ]
    shown = [c for c in cells if not c.count.suppressed]
    most = max(shown, key=lambda c: c.count.value or 0, default=None)
    words = (
        _("Most often: %(answer)s, %(n)s people.") % {"answer": most.words, "n": most.count}
        if most and most.count.value
        else why or _("No answer was given by 10 people or more.")
    )
    return Chart(
        title=title,
        headline=headline,
        note=f"{note} {why}".strip(),
        bars=bars,
        words=words,
        columns=[_("Answer"), _("People"), _("Share")],
        rows=[
            [str(c.words), str(c.count), "–" if c.percent is None else f"{c.percent}%"]
            for c in cells
        ],
    )


def change_rows(changes: PairedChanges) -> list[tuple[Change, str]]:
    """Each change with its careful sentence."""
    return [(change, change_words(change)) for change in changes.changes]


def change_words(change: Change) -> str:
    """What may be said: "changed", never "caused", and too few is said."""
    if change.mean is None:
        return str(change.why)
    said = _(
        "Changed by %(by)s on average; the middle change was between %(low)s and %(high)s."
    ) % {
        "by": change.mean_words,
        "low": _signed(change.low),
        "high": _signed(change.high),
    }
    if not change.enough:
        said += " " + _("Too few pairs to tell a change from chance.")
    return said


def _signed(value: int | None) -> str:
    return f"{value:+d}".replace("-", "−") if value else "0"
