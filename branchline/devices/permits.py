"""Who may do what with the stock. Whoever finds a device may look up what it is; what is done with it, is done where it is."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.permits import (
    Permit,
    Reach,
    Role,
    all_rows,
    at_my_branches,
    for_the_whole_service,
    of_my_organisation,
    rows_for_the_whole_service,
    rows_of_my_branches,
)

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
MANAGERS = frozenset({Role.SERVICE_MANAGER})
PARTNERS = frozenset({Role.PARTNER_WORKER})


def _rows_we_referred(reach: Reach) -> Q:
    if reach.organisation_id is None:
        return Q(pk__in=[])
    return all_rows(reach) & Q(referral__organisation=reach.organisation_id)


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
LEND = Permit(
    "devices.lend",
    _("Lend the devices of their libraries to people, and see who has one"),
    STAFF,
    at_my_branches,
    rows_of_my_branches,
    shows=_("Which device they have or had, until when, and what they signed"),
)
HANDLE_REQUESTS = Permit(
    "devices.handle_requests",
    _("Decide who may borrow a device from their libraries, see the queues, and write down what people answer"),
    STAFF,
    at_my_branches,
    rows_of_my_branches,
    shows=_("What device they ask for, what for, and how it stands"),
)  # fmt: skip
ASK_FOR_SOMEBODY = Permit(
    "devices.ask_for_somebody",
    _("Ask for a device on behalf of somebody who is at the desk or on the telephone"),
    STAFF,
)
KEEP_RULES = Permit(
    "devices.keep_rules",
    _("Say who may borrow a device, and in which words a no is explained"),
    MANAGERS,
    for_the_whole_service,
    rows_for_the_whole_service,
)
KEEP_DAYS = Permit(
    "devices.keep_days",
    _("Say on which days people are reminded, rung and visited about a device that is due"),
    MANAGERS,
    for_the_whole_service,
    rows_for_the_whole_service,
)
PAUSE_DATA = Permit(
    "devices.pause_data",
    _("Tell people that the data of a SIM card is to be paused, and write down that it is"),
    MANAGERS,
    for_the_whole_service,
    rows_for_the_whole_service,
)
REFER_FOR_DEVICE = Permit(
    "devices.refer",
    _("Ask for a device for somebody they help, and see how far it has come"),
    PARTNERS,
    of_my_organisation,
    _rows_we_referred,
    shows=_("Of whom they referred for a device: how far it has come"),
)
