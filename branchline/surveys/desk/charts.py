"""Results as charts with their tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from branchline.core.design.charts import Bar

from ..models import Moment
from ..queries import Change, MomentResults, PairedChanges, QuestionResult, Results
from ..queries.results import Cell, TotalResult
from ..queries.scoring import Mean, Share


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
    table_words: str


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
        charts = [_question(q, found.moment) for q in each.questions]
        if each.total:
            charts.append(_total(each.total, found.moment))
        sections.append(Section(each.set, charts))
    return MomentView(found.moment, found, sections)


def _question(found: QuestionResult, moment: Moment) -> Chart:
    answered = _("Counted so far: %(n)s answers.") if found.so_far else _("Answered by %(n)s.")
    notes = [_mean(found.mean)]
    if not (found.so_far and found.why):
        notes.append(answered % {"n": found.answered})
    if found.preferred_not.value:
        notes.append(_("Rather not say: %(n)s.") % {"n": found.preferred_not})
    cells = found.bands or found.cells
    return _chart(
        found.question.text, moment, _headline(found.headline, found), notes, cells, found.why
    )


def _total(found: TotalResult, moment: Moment) -> Chart:
    notes = [
        _mean(found.mean),
        _("Answered all parts: %(n)s.") % {"n": found.mean.n},
        _("From %(low)s to %(high)s.") % {"low": found.total.low, "high": found.total.high},
    ]
    return _chart(found.total.title, moment, "", notes, found.cells, found.mean.why)


def _mean(mean: Mean | None) -> str:
    return "" if mean is None or mean.value is None else _("Mean %(mean)s.") % {"mean": mean}


def _headline(share: Share | None, found: QuestionResult) -> str:
    if share is None or share.percent is None:
        return ""
    said = _("About %(share)s of those who answered %(did)s.") % {
        "share": share,
        "did": found.question.headline,
    }
    if share.least is None:
        return said
    whole = _("Of all who were asked it is between %(least)s%% and %(most)s%%.")
    return f"{said} {whole % {'least': share.least, 'most': share.most}}"


def _chart(
    title: Any, moment: Moment, headline: str, notes: list[str], cells: Sequence[Cell], why: Any
) -> Chart:
    """Without bars when every one of them would be hidden: a grid of stars helps nobody."""
    seen = [cell for cell in cells if cell.count.value and not cell.count.suppressed]
    if not seen:
        cells, why = (), why or _("No answer was given by 10 people or more.")
    most = max(seen, key=lambda cell: cell.count.value or 0, default=None)
    return Chart(
        title=title,
        headline=headline,
        note=" ".join(note for note in [*notes, _sentence(why)] if note),
        bars=[
            Bar(str(c.words), None if c.count.suppressed else c.count.value, str(c.count))
            for c in cells
        ],
        words=_("Most often: %(answer)s, %(n)s people.") % {"answer": most.words, "n": most.count}
        if most
        else "",
        columns=[_("Answer"), _("People"), _("Share")],
        rows=[
            [str(c.words), str(c.count), "–" if c.percent is None else f"{c.percent}%"]
            for c in cells
        ],
        table_words=f"{title} ({moment.label})",
    )


def _sentence(words: Any) -> str:
    said = str(words).rstrip(".")
    return f"{said[0].upper()}{said[1:]}." if said else ""


def change_rows(changes: PairedChanges) -> list[tuple[Change, str]]:
    """Each change with its careful sentence."""
    return [(change, change_words(change)) for change in changes.changes]


def change_words(change: Change) -> str:
    """What may be said: "changed", never "caused", and too few is said."""
    if change.mean is None:
        return str(change.why)
    said = _(
        "Changed by %(by)s on average. 95 times in 100 the middle change of people like these lies"
        " between %(low)s and %(high)s."
    ) % {"by": change.mean_words, "low": _signed(change.low), "high": _signed(change.high)}
    if not change.enough:
        said += " " + _("Too few pairs to tell a change from chance.")
    return said


def _signed(value: int | None) -> str:
    return f"{value:+d}".replace("-", "−") if value else "0"
