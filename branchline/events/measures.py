"""What the room writes into the ledger. People who hold places = booked - booking_cancelled."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

PUBLISHED = Kind("events.published", _("dates published"))
BOOKED = Kind("events.booked", _("people booked"))
BOOKING_CANCELLED = Kind("events.booking_cancelled", _("people whose booking was cancelled"))
OCCURRENCE_CANCELLED = Kind("events.occurrence_cancelled", _("dates cancelled"))
