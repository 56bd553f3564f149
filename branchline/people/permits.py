"""Who may do what with colleagues, tablets and residents."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role, at_my_branches, rows_of_my_branches

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})
EVERYBODY_AT_WORK = STAFF | {Role.CALLER, Role.CHAMPION, Role.PARTNER_WORKER, Role.COUNCILLOR}
MANAGERS = frozenset({Role.SERVICE_MANAGER})

SEE_ROLES = Permit("people.see_roles", _("See what each role may do"), EVERYBODY_AT_WORK)
SEE_COLLEAGUES = Permit("people.see_colleagues", _("See who works here, and as what"), STAFF)
MANAGE_COLLEAGUES = Permit(
    "people.manage_colleagues",
    _("Invite people to work here, change their role and branches, and end it"),
    MANAGERS,
)
SEE_WORKERS = Permit(
    "people.see_workers", _("See who works with residents, and whether they may today"), STAFF
)
MANAGE_WORKERS = Permit(
    "people.manage_workers",
    _("Add and end workers, and write down their checks, training, times and absences"),
    MANAGERS,
)
MY_TIMES = Permit(
    "people.my_times",
    _("Say when they themselves work and are away"),
    STAFF | {Role.CALLER, Role.CHAMPION},
)
CHOOSE_PIN = Permit("people.choose_pin", _("Choose their own PIN for shared tablets"), STAFF)
SEE_DEVICES = Permit(
    "people.see_devices", _("See the shared tablets of their branches"), STAFF,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
MANAGE_DEVICES = Permit(
    "people.manage_devices", _("Enrol and retire the shared tablets of their branches"), MANAGERS,
    at_my_branches, rows_of_my_branches,
)  # fmt: skip
ON_TABLET = Permit("people.on_tablet", _("Anybody at a tablet that is enrolled at a branch here"))

# Residents and contacts belong to the whole service: people use more than one branch.
SEE_RESIDENTS = Permit(
    "people.see_residents",
    _("Look people up and open their record; each opening is written down"),
    STAFF,
    shows=_("Their record: name, age, how to reach them, cards, needs, what they agreed to"),
)
CHANGE_RESIDENTS = Permit(
    "people.change_residents",
    _("Add people, and change their details, needs, consents, wishes and who acts for them"),
    STAFF,
)
REVIEW_RESIDENTS = Permit(
    "people.review_residents",
    _("Decide whether two records or contacts are one person, and undo it"),
    STAFF,
)
ANSWER_FOR_RECORDS = Permit(
    "people.answer_for_records",
    _("Give people a copy of what we hold, erase them, and see who opened their record"),
    MANAGERS,
    shows=_("Everything that every room holds about them, and who opened their record"),
)
CHOOSE_RETENTION = Permit(
    "people.choose_retention", _("Keep things for less time than the rules allow"), MANAGERS
)
SEE_RETENTION = Permit(
    "people.see_retention", _("See what we keep and for how long"), EVERYBODY_AT_WORK
)
BRING_IN_MEMBERS = Permit(
    "people.bring_in_members",
    _("Bring in the members of the library system, and undo it"),
    MANAGERS,
)
