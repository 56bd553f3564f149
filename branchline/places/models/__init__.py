"""Tables of the room places: services, councils, geography, branches. Door of the room.

The bases `ServicePrivate` and `Published` are here for the rooms above.
"""

from branchline.places.tenancy import Published, ServicePrivate

from .branches import Branch, BranchSource, Kind, Position, RunBy
from .codes import PosterCode
from .geography import Deprivation, LocalAuthority, Lsoa, OutwardCode, Postcode, Tier, Ward
from .history import BranchChange, Change
from .hours import OpeningException, OpeningHours, Season, Weekday
from .services import BankHolidays, DataLicence, FormerSlug, Nation, Service, ServiceAuthority
from .stops import Stop

__all__ = [
    "BankHolidays",
    "DataLicence",
    "Branch",
    "BranchChange",
    "BranchSource",
    "Change",
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
    "PosterCode",
    "Postcode",
    "Published",
    "RunBy",
    "Season",
    "Service",
    "ServiceAuthority",
    "ServicePrivate",
    "Stop",
    "Tier",
    "Ward",
    "Weekday",
]
