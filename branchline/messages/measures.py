"""What the room writes into the ledger. `links` name the letter and the route, never the addressee."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

SENT = Kind("messages.sent", _("messages sent"))
NOT_SENT = Kind("messages.not_sent", _("messages that could not be sent"))
SPARED = Kind(
    "messages.spared",
    _("messages not sent because they were no longer true, too late or not wanted"),
)
STOPPED = Kind("messages.stopped", _("addresses that asked us to stop"), sensitive=True)
RESUMED = Kind(
    "messages.resumed", _("addresses that staff freed again after a stop"), sensitive=True
)
