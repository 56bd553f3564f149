"""Tables to take out: the results as they may be read, and single answers without own words."""

from typing import Any

from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.figures import SMALLEST_PUBLISHED

from ..data import SETS
from ..errors import StillOpenToTakeOut, TooFewToTakeOut
from ..models import Response, Survey
from .results import MomentResults, Results

Table = tuple[list[str], list[list[Any]]]

RULE = "people-10-5-v1"
"""The rule of what is hidden and rounded, written into every row (see scoring.py)."""


def results_as_rows(results: Results) -> Table:
    """The results page as a table: one row an answer. Hidden counts stay hidden."""
    headings = [
        _("Moment"), _("Set"), _("Version"), _("Question"), _("Answer"), _("People"), _("Per cent"),
        _("Answered the question"), _("Answered"), _("Asked"), _("Mean"), _("Rule"),
    ]  # fmt: skip
    rows = [row for moment in results.moments for row in _moment_rows(moment)]
    return headings, rows


def _moment_rows(moment: MomentResults) -> list[list[Any]]:
    rows = []
    for each in moment.sets:
        for found in each.questions:
            head = [moment.moment.label, each.set.id, each.set.version, found.question.text]
            tail = [found.answered, moment.answered, moment.asked, found.mean, RULE]
            cells: list[list[Any]] = [[c.words, c.count, c.percent] for c in found.cells]
            rows += [[*head, *cell, *tail] for cell in cells or [["", found.why, None]]]
        if each.total:
            head = [moment.moment.label, each.set.id, each.set.version, each.total.total.title]
            mean = each.total.mean
            rows.append([*head, "", "", None, mean.n, moment.answered, moment.asked, mean, RULE])
    return rows


def answers_as_rows(*, survey: Survey) -> Table:
    """One row a form: raw codes, day and way, in an order that says nothing. Only after closing, since two
    files from different days would tell apart who came between them. Refuses StillOpenToTakeOut, TooFewToTakeOut."""
    if survey.closed_at is None:
        raise StillOpenToTakeOut
    forms = list(Response.objects.filter(survey=survey).order_by("public_id"))
    if len(forms) < SMALLEST_PUBLISHED:
        raise TooFewToTakeOut
    questions = [q.id for key in survey.sets for q in SETS[key].questions if not q.is_words]
    codes = sorted({form.pair_code for form in forms if form.pair_code})
    pair = {code: place for place, code in enumerate(codes, 1)}
    rows = [
        [
            form.moment, form.how, form.language, in_london(form.received_at).date().isoformat(),
            pair.get(form.pair_code, ""), *[form.answers.get(q, "") for q in questions],
        ]
        for form in forms
    ]  # fmt: skip
    return [_("Moment"), _("Way"), _("Language"), _("Day"), _("Pair"), *questions], rows
