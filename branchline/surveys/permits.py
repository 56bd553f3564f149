"""Who may do what with surveys. A survey of no branch belongs to the whole service."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.permits import (
    Permit,
    Reach,
    Role,
    all_rows,
    anywhere,
    at_my_branches,
    rows_of_my_branches,
)

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
LEADS = frozenset({Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
MANAGERS = frozenset({Role.SERVICE_MANAGER})


def at_my_branches_or_everywhere(reach: Reach, survey: Any) -> bool:
    """A survey of a branch within reach, or one of the whole service."""
    return anywhere(reach, survey) and (
        survey is None or survey.branch_id is None or reach.covers_branch(survey.branch_id)
    )


def rows_of_my_branches_or_everywhere(reach: Reach) -> Q:
    """The same for a list."""
    rows = all_rows(reach)
    if reach.branch_ids is None:
        return rows
    return rows & (Q(branch__isnull=True) | Q(branch_id__in=sorted(reach.branch_ids)))


def _permit(name: str, sentence: Any, roles: frozenset[Role]) -> Permit:
    return Permit(
        name, sentence, roles, at_my_branches_or_everywhere, rows_of_my_branches_or_everywhere
    )


SEE_SURVEYS = _permit(
    "surveys.see",
    _("See what was asked and what it came to, as counts that point at nobody"),
    STAFF,
)
OPEN_SURVEYS = Permit(
    "surveys.open", _("Ask people at their branches with a standard set of questions, and close it"),
    STAFF, at_my_branches, rows_of_my_branches,
)  # fmt: skip
ENTER_PAPER = _permit(
    "surveys.enter_paper", _("Enter answers from paper or read out, and how many people were asked"), STAFF
)  # fmt: skip
READ_REMARKS = _permit(
    "surveys.read_remarks", _("Read what people wrote in their own words, and strike out names"), LEADS
)  # fmt: skip
TAKE_OUT_ANSWERS = _permit(
    "surveys.take_out_answers", _("Take out the single answers, without own words, as a file"), MANAGERS
)  # fmt: skip
