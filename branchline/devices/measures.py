"""What the room writes into the ledger: of things, never a who."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

ADDED = Kind("devices.added", _("devices that came into the stock"))
MADE_READY = Kind("devices.made_ready", _("devices wiped, set up and checked by a second person"))
SENT_TO_REPAIR = Kind("devices.sent_to_repair", _("devices sent to repair"))
TESTED = Kind("devices.tested", _("electrical tests of devices"))
LOST = Kind("devices.lost", _("devices lost or stolen"))
FOUND = Kind("devices.found", _("devices found again"))
WRITTEN_OFF = Kind("devices.written_off", _("devices written off"))
GIFTED = Kind("devices.gifted", _("devices given away"))
LENT = Kind("devices.lent", _("devices lent to people"))
CAME_BACK = Kind("devices.came_back", _("devices that came back from a loan"))
ASKED = Kind("devices.asked", _("people who asked for a device, or were referred for one"))
ELIGIBLE = Kind("devices.eligible", _("people who may borrow a device, and joined a queue"))
NOT_ELIGIBLE = Kind("devices.not_eligible", _("people who asked for a device and were told no"))
OFFERED = Kind("devices.offered", _("devices offered to the next in a queue"))
TAKEN = Kind("devices.taken", _("offers of a device that were accepted"))
NOT_TAKEN = Kind(
    "devices.not_taken", _("offers of a device that were declined, put off or ran out")
)
RUNG = Kind("devices.rung", _("steps taken, kindly, about devices that are due"))
DATA_PAUSED = Kind("devices.data_paused", _("SIM cards of devices whose data was paused"))
DATA_ON = Kind("devices.data_on", _("SIM cards of devices whose data is on again"))
