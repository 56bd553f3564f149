"""Tables of the room people. Door of the room."""

from .accounts import (
    NATIONAL_ROLES,
    Account,
    Device,
    Invitation,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
    Partnership,
    StaffPin,
)
from .contacts import Contact

__all__ = [
    "NATIONAL_ROLES",
    "Account",
    "Contact",
    "Device",
    "Invitation",
    "Membership",
    "MembershipBranch",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "StaffPin",
]
