"""Tables of the room places: services, councils, geography, branches. Door of the room.

The bases `ServicePrivate` and `Published` are here for the rooms above.
"""

from branchline.places.tenancy import Published, ServicePrivate

from .branches import Branch, BranchSource, Kind, Position, RunBy
from .geography import Deprivation, LocalAuthority, Lsoa, OutwardCode, Postcode, Tier, Ward
from .hours import OpeningException, OpeningHours, Weekday
from .services import FormerSlug, Nation, Service, ServiceAuthority

__all__ = [
    "Branch",
    "BranchSource",
    "Deprivation",
    "FormerSlug",
    "Kind",
    "LocalAuthority",
    "Lsoa",
    "Nation",
    "OpeningException",
    "OpeningHours",
    "OutwardCode",
    "Position",
    "Postcode",
    "Published",
    "RunBy",
    "Service",
    "ServiceAuthority",
    "ServicePrivate",
    "Tier",
    "Ward",
    "Weekday",
]
