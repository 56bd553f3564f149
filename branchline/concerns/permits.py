"""Who may do what here.

Reading concerns takes two things: the permit, and being named in the list of safeguarding duties (or being a
manager where nobody is named): `queries.who_handles`. A role alone opens no concern.
"""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
MANAGERS = frozenset({Role.SERVICE_MANAGER})
EVERYBODY_WHO_MEETS_PEOPLE = STAFF | {Role.CALLER, Role.CHAMPION, Role.PARTNER_WORKER}

RAISE_CONCERNS = Permit(
    "concerns.raise",
    _("Raise a safeguarding concern, and see that it was received"),
    EVERYBODY_WHO_MEETS_PEOPLE,
)
HANDLE_CONCERNS = Permit(
    "concerns.handle",
    _("Read and handle safeguarding concerns, once they are named as lead, deputy or on duty; each reading is"
      " written down"),
    STAFF,
    shows=_("Safeguarding concerns about them, if they are named as lead, deputy or on duty"),
)  # fmt: skip
SEE_CLOCKS = Permit(
    "concerns.see_clocks",
    _(
        "See how many safeguarding concerns are open and whether their clocks are kept, without their content"
    ),
    MANAGERS,
)
SET_DUTIES = Permit(
    "concerns.set_duties",
    _("Name the safeguarding lead, the deputy and the duty number, and set the office’s hours"),
    MANAGERS,
)
DO_TASKS = Permit(
    "concerns.do_tasks",
    _("See and do their own tasks, and take those that are for their role at their branches"),
    STAFF | {Role.CALLER},
)
