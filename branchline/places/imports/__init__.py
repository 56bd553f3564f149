"""The files that places takes. Geography first, then services, then branches."""

from .authorities import Authorities, AuthorityOutlines
from .branches import EnglishLibraries, WelshLibraries
from .postcodes import Postcodes
from .services import UkServices
from .small_areas import DeprivationIndex, SmallAreas
from .wards import WardBoundaries, Wards

__all__ = [
    "Authorities",
    "AuthorityOutlines",
    "DeprivationIndex",
    "EnglishLibraries",
    "Postcodes",
    "SmallAreas",
    "UkServices",
    "WardBoundaries",
    "Wards",
    "WelshLibraries",
]
