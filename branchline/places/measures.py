"""What this room records in the ledger."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

HOURS_CHANGED = Kind("places.hours_changed", _("times that a library’s usual hours were changed"))
ACCESS_CHANGED = Kind(
    "places.access_changed", _("times that a library’s access facts were changed")
)
DAYS_CHANGED = Kind("places.days_changed", _("changes of hours for certain days"))
