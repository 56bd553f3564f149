"""Who may do what with campaigns. The national network organises; each service decides for itself."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
LEADS = frozenset({Role.EVENTS_LEAD, Role.SERVICE_MANAGER})

ORGANISE = Permit(
    "campaigns.organise",
    _("Open campaigns, change them, and see which services take part with what"),
    frozenset({Role.NETWORK}),
)
SEE_CAMPAIGNS = Permit(
    "campaigns.see", _("See the campaigns, and which of our events take part"), STAFF
)
TAKE_PART = Permit(
    "campaigns.take_part",
    _("Join a campaign or leave it, and decide which events take part"),
    LEADS,
)
SEE_WARDS = Permit(
    "campaigns.see_wards",
    _("See what is on in each ward in the campaigns of our libraries"),
    frozenset({Role.COUNCILLOR}),
)
