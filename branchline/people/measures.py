"""What the room writes into the ledger. None of it carries a who: staff are not counted as people."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

COLLEAGUE_INVITED = Kind("people.colleague_invited", _("people invited to work here"))
MEMBERSHIP_BEGAN = Kind("people.membership_began", _("memberships begun"))
MEMBERSHIP_ENDED = Kind("people.membership_ended", _("memberships ended"))
DEVICE_ENROLLED = Kind("people.device_enrolled", _("shared tablets enrolled"))
DEVICE_RETIRED = Kind("people.device_retired", _("shared tablets retired"))
