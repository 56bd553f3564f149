"""The coarse who of a booking, for the ledger: a ward and a fifth of deprivation, never a postcode."""

from branchline.core.ledger import Who
from branchline.events.models import Booking


def who(booking: Booking) -> Who:
    """The contact becomes a pseudonym there."""
    return Who(
        ward_code=booking.ward_code,
        ward_vintage=booking.ward_vintage,
        quintile=booking.quintile,
        person=f"contact:{booking.contact_id}" if booking.contact_id else "",
    )
