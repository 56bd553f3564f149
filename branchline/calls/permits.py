"""Who may do what with calls. Callers see whom they ring at this moment, and nobody else."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role

CALLERS = frozenset({Role.CALLER, Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
COORDINATORS = frozenset({Role.SERVICE_MANAGER})

MAKE_CALLS = Permit(
    "calls.make",
    _("Ring the person whose turn it is, once they are down as a caller, and write down how it went"),
    CALLERS,
    shows=_("The first name and number of the one they ring now, what matters to them, and the last caller’s note; the first names of those they ring this week and next"),
)  # fmt: skip
SEE_ROUNDS = Permit(
    "calls.see_rounds",
    _("See call rounds: who is on them, how each call went, and who could not be reached"),
    COORDINATORS,
    shows=_("Calls made to them, what was noted, and what they needed"),
)
MANAGE_ROUNDS = Permit(
    "calls.manage_rounds",
    _("Set up call rounds, put people on them and take them off, and choose who rings"),
    COORDINATORS,
)
