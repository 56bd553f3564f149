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
from .acting_for import ActsFor, ByWhatRight
from .care import (
    THROUGH_A_FILE,
    Duplicate,
    Erasure,
    Merge,
    Part,
    PartChange,
    RecordRead,
    Verdict,
)
from .contacts import Contact, ContactHistory, ContactLink
from .keeping import RetentionChoice, RetentionRun
from .needs import REVIEW_AFTER, CommunicationNeed, Group, Need
from .residents import (
    AgeBand,
    ExternalId,
    Household,
    Resident,
    ResidentHistory,
    ResidentKey,
    ResidentRoute,
)
from .sign_ins import SignIn
from .sources import ErasedCard, MemberSource
from .wishes import WORDINGS, Answer, Basis, Consent, Mark, MarkKind, MarkSource, Purpose

__all__ = [
    "NATIONAL_ROLES",
    "REVIEW_AFTER",
    "THROUGH_A_FILE",
    "WORDINGS",
    "Account",
    "ByWhatRight",
    "ActsFor",
    "AgeBand",
    "Answer",
    "Basis",
    "CommunicationNeed",
    "Consent",
    "Contact",
    "ContactHistory",
    "ContactLink",
    "Device",
    "Duplicate",
    "ErasedCard",
    "Erasure",
    "ExternalId",
    "Group",
    "Household",
    "Invitation",
    "Mark",
    "MarkKind",
    "MarkSource",
    "MemberSource",
    "Membership",
    "MembershipBranch",
    "Merge",
    "Need",
    "Organisation",
    "OrganisationKind",
    "Part",
    "PartChange",
    "Partnership",
    "Purpose",
    "RecordRead",
    "Resident",
    "ResidentHistory",
    "ResidentKey",
    "ResidentRoute",
    "RetentionChoice",
    "RetentionRun",
    "SignIn",
    "StaffPin",
    "Verdict",
]
