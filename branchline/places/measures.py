"""What this room records in the ledger."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

HOURS_CHANGED = Kind("places.hours_changed", _("times that a library’s usual hours were changed"))
ACCESS_CHANGED = Kind(
    "places.access_changed", _("times that a library’s access facts were changed")
)
DAYS_CHANGED = Kind("places.days_changed", _("changes of hours for certain days"))
BRANCH_ADDED = Kind("places.branch_added", _("libraries and stops of other kinds that were added"))
BRANCH_CHANGED = Kind("places.branch_changed", _("times that what we say of a library was changed"))
BRANCH_MOVED = Kind("places.branch_moved", _("libraries that moved"))
BRANCH_CLOSED = Kind("places.branch_closed", _("libraries that closed for good"))
BRANCH_REOPENED = Kind("places.branch_reopened", _("libraries that opened again"))
STOPS_CHANGED = Kind("places.stops_changed", _("changes of a mobile library’s stops"))
SERVICE_CHANGED = Kind(
    "places.service_changed", _("times that a service changed what it says of itself")
)
WORDS_READ = Kind("places.words_read", _("drafted Welsh texts that a person has read"))
