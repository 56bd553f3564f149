"""What the room writes into the ledger. Never a who: answers belong to nobody."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

OPENED = Kind("surveys.opened", _("surveys opened"))
ASKED = Kind("surveys.asked", _("people asked"), sensitive=True)
ANSWERED = Kind("surveys.answered", _("forms answered"), sensitive=True)
CLOSED = Kind("surveys.closed", _("surveys closed"))
