"""From a postcode to the point, ward and council in which a branch or a stop stands."""

from dataclasses import dataclass

from branchline.places.models import OutwardCode, Postcode
from branchline.places.postcodes import full, outward_of


@dataclass(frozen=True)
class Position:
    """Where a postcode is. `exact` is False for the middle of its first half, or when not known."""

    lat: float | None = None
    lon: float | None = None
    exact: bool = False
    ward_code: str = ""
    ward_vintage: int | None = None
    authority_code: str = ""


def position_of(postcode: str) -> Position:
    """The point of a full postcode, else about where its first half is. At most two queries."""
    whole = full(postcode)
    if whole is None:
        return Position()
    row = Postcode.objects.filter(postcode=whole).first()
    if row is not None:
        exact = row.lat is not None
        return Position(
            row.lat, row.lon, exact, row.ward_code, row.ward_vintage, row.authority_code
        )
    near = OutwardCode.objects.filter(code=outward_of(whole)).first()
    return Position(near.lat, near.lon) if near else Position()
