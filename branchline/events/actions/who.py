"""The coarse who of a booking: a ward and a fifth of deprivation, never a postcode."""

from dataclasses import dataclass

from branchline.core.ledger import Who
from branchline.places.models import Deprivation, Postcode

from ..models import Booking


@dataclass(frozen=True)
class Area:
    """What is kept of a postcode. Empty where it is not given or not known."""

    ward_code: str = ""
    ward_vintage: int | None = None
    quintile: int | None = None


def area_of(postcode: str) -> Area:
    """The ward and fifth of a full postcode. Two queries, none without one."""
    plain = "".join(c for c in postcode.upper()[:20] if c.isalnum())
    known = Postcode.objects.filter(postcode=plain).first() if plain else None
    if known is None:
        return Area()
    ranked = Deprivation.objects.filter(area_code=known.lsoa_code).order_by("-year").first()
    return Area(known.ward_code, known.ward_vintage, ranked.quintile if ranked else None)


def who(booking: Booking) -> Who:
    """For the ledger. The contact becomes a pseudonym there."""
    return Who(
        ward_code=booking.ward_code,
        ward_vintage=booking.ward_vintage,
        quintile=booking.quintile,
        person=f"contact:{booking.contact_id}" if booking.contact_id else "",
    )
