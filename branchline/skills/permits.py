"""Who may do what. A champion sees those they lead: a first name and a goal."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role, at_my_branches, rows_of_my_branches

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})

LEAD = Permit(
    "skills.lead",
    _("See the learners whose champion they are, write down how a session went, and what the learner can do"),
    STAFF | {Role.CHAMPION},
    shows=_("Of the learners whose champion they are: first name, goal, and what was practised"),
)  # fmt: skip
BEGIN = Permit(
    "skills.begin",
    _("Begin a plan with somebody who wants to learn to be online, from what they want to do"),
    STAFF,
)
COORDINATE = Permit(
    "skills.coordinate",
    _("Change and end the plans of learners at their libraries, and choose who leads"),
    STAFF,
    at_my_branches,
    rows_of_my_branches,
    shows=_("What they want to learn, what they can do, and how it went"),
)
