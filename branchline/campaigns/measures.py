"""What the room writes into the ledger. Entries of a service in a campaign = entered - withdrawn."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

JOINED = Kind("campaigns.joined", _("campaigns joined"))
LEFT = Kind("campaigns.left", _("campaigns left"))
ENTERED = Kind("campaigns.entered", _("dates put into campaigns"))
WITHDRAWN = Kind("campaigns.withdrawn", _("dates taken out of campaigns"))
