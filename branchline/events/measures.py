"""What the room writes into the ledger. People who hold places = booked - booking_cancelled; who came is
counted apart, by age band, and never reckoned from bookings."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

PUBLISHED = Kind("events.published", _("dates published"))
BOOKED = Kind("events.booked", _("people booked"))
BOOKING_CANCELLED = Kind("events.booking_cancelled", _("people whose booking was cancelled"))
DATE_CHANGED = Kind("events.date_changed", _("dates moved to another day or time"))
OCCURRENCE_CANCELLED = Kind("events.occurrence_cancelled", _("dates cancelled"))
CONFIRMED = Kind("events.confirmed", _("people who said the day before that they come"))
WAITING_JOINED = Kind("events.waiting_joined", _("people who joined a waiting list"))
WAITING_LEFT = Kind("events.waiting_left", _("people who left a waiting list"))
OPENED_FAIRLY = Kind("events.opened_fairly", _("dates whose places are drawn"))
DRAWN = Kind("events.drawn", _("draws"))
OFFERED = Kind("events.offered", _("places offered from a waiting list"))
OFFER_ENDED = Kind("events.offer_ended", _("offered places that were not taken"))
ATTENDED = Kind("events.attended", _("people who came"))
GROUP_ASKED = Kind("events.group_asked", _("people for whom a group asked"))
GROUP_APPROVED = Kind("events.group_approved", _("people in groups that were told yes"))
GROUP_DECLINED = Kind("events.group_declined", _("people in groups that were told no"))
GROUP_ENDED = Kind(
    "events.group_ended", _("people in groups whose request ended without an answer")
)
