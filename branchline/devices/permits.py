"""Who may do what with the stock. Whoever finds a device may look up what it is; what is done with it, is done where it is."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import (
    Permit,
    Role,
    at_my_branches,
    for_the_whole_service,
    rows_for_the_whole_service,
    rows_of_my_branches,
)

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
MANAGERS = frozenset({Role.SERVICE_MANAGER})

SEE_STOCK = Permit(
    "devices.see_stock",
    _("See the stock of devices, look a device up by its tag, and print labels"),
    STAFF,
)
HANDLE_STOCK = Permit(
    "devices.handle_stock",
    _("Make devices ready at their libraries, move them, and say what happened to them"),
    STAFF,
    at_my_branches,
    rows_of_my_branches,
)
KEEP_STOCK = Permit(
    "devices.keep_stock",
    _("Add devices, kit cases and SIM cards, bring them in from a file, write devices off and give them away"),
    MANAGERS,
    for_the_whole_service,
    rows_for_the_whole_service,
)  # fmt: skip
