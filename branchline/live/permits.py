"""Who may do what with broadcasts. Reach: all branches of the service, or one's own."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role, at_my_branches, rows_of_my_branches

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})

SEE_BROADCASTS = Permit(
    "live.see_broadcasts", _("See the broadcasts of their branches, and how many watched"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
GO_LIVE = Permit(
    "live.go_live", _("Go live from their branches, withdraw pictures and end a broadcast"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
