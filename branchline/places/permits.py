"""Who may do what with branches. Reach: all branches of the service, or one's own."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Reach, Role, all_rows, anywhere

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
KEEPERS = frozenset({Role.BRANCH_STAFF, Role.SERVICE_MANAGER})


def my_branch(reach: Reach, branch: Any) -> bool:
    """A branch within reach."""
    return anywhere(reach, branch) and (branch is None or reach.covers_branch(branch.pk))


def my_branches(reach: Reach) -> Q:
    """The branches within reach."""
    rows = all_rows(reach)
    return rows if reach.branch_ids is None else rows & Q(pk__in=sorted(reach.branch_ids))


SEE_BRANCHES = Permit(
    "places.see_branches", _("See the libraries of the service, with hours and access"), STAFF
)
CHANGE_BRANCH = Permit(
    "places.change_branch",
    _("Change opening hours and access facts of their own libraries"),
    KEEPERS,
    my_branch,
    my_branches,
)
KEEP_LIBRARIES = Permit(
    "places.keep_libraries",
    _("Add, move and close libraries, and take back what a national list says"),
    frozenset({Role.SERVICE_MANAGER}),
)
CHANGE_SERVICE = Permit(
    "places.change_service",
    _("Change what the service says of itself, and its address"),
    frozenset({Role.SERVICE_MANAGER}),
)
READ_WORDS = Permit(
    "places.read_words",
    _("Read Welsh that a machine drafted, put it right and say that it is read"),
    STAFF,
)
