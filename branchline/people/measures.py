"""What the room writes into the ledger. Staff are not counted as people: theirs carries no who."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

COLLEAGUE_INVITED = Kind("people.colleague_invited", _("people invited to work here"))
MEMBERSHIP_BEGAN = Kind("people.membership_began", _("memberships begun"))
MEMBERSHIP_ENDED = Kind("people.membership_ended", _("memberships ended"))
PARTNERSHIP_BEGAN = Kind("people.partnership_began", _("partnerships begun"))
PARTNERSHIP_ENDED = Kind("people.partnership_ended", _("partnerships ended"))
RETENTION_CHOSEN = Kind("people.retention_chosen", _("lengths of keeping chosen"))
DEVICE_ENROLLED = Kind("people.device_enrolled", _("shared tablets enrolled"))
DEVICE_RETIRED = Kind("people.device_retired", _("shared tablets retired"))

# Residents. A need may tell of a disability and a mark of a wish: those are counted without a who.
RESIDENT_ADDED = Kind("people.resident_added", _("residents’ records begun"))
RESIDENTS_MERGED = Kind(
    "people.residents_merged", _("pairs of records that became one"), sensitive=True
)
MERGE_UNDONE = Kind("people.merge_undone", _("merges undone"), sensitive=True)
CONSENT_SAID = Kind("people.consent_said", _("answers about consent"), sensitive=True)
NEED_RECORDED = Kind("people.need_recorded", _("communication needs recorded"), sensitive=True)
NEED_REVIEWED = Kind(
    "people.need_reviewed", _("communication needs asked about again"), sensitive=True
)
ACTING_BEGAN = Kind(
    "people.acting_began", _("people who began to act for somebody"), sensitive=True
)
ACTING_ENDED = Kind(
    "people.acting_ended", _("people who no longer act for somebody"), sensitive=True
)
MARK_MADE = Kind("people.mark_made", _("wishes not to be contacted"), sensitive=True)
DEATH_NOTED = Kind("people.death_noted", _("deaths noted"), sensitive=True)
EXPORTED = Kind("people.exported", _("copies of a record given to its person"), sensitive=True)
ERASED = Kind("people.erased", _("people erased"), sensitive=True)

# Workers: how many joined and left, and the time that volunteers gave. Nobody's name.
WORKER_JOINED = Kind("people.worker_joined", _("workers who began"))
WORKER_ENDED = Kind("people.worker_ended", _("workers who ended"))
TIME_GIVEN = Kind("people.time_given", _("minutes that volunteers gave"))
