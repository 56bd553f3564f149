"""What the room writes into the ledger. Who learns is nobody’s to see: no who at all."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

PLAN_BEGAN = Kind("skills.plan_began", _("people who began to learn, by a plan"), sensitive=True)
PLAN_ENDED = Kind("skills.plan_ended", _("plans that ended"), sensitive=True)
SESSION = Kind("skills.session", _("sessions of learning"), sensitive=True)
CHECKED = Kind("skills.checked", _("times that people said what they can do"), sensitive=True)
