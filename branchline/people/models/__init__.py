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

__all__ = [
    "NATIONAL_ROLES",
    "Account",
    "Device",
    "Invitation",
    "Membership",
    "MembershipBranch",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "StaffPin",
]
