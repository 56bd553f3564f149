"""The files that places takes. Geography first, then services, then branches."""

from .authorities import Authorities, AuthorityOutlines
from .english_libraries import EnglishLibraries
from .postcodes import Postcodes
from .services import UkServices
from .small_areas import DeprivationIndex, SmallAreas
from .wards import WardBoundaries, Wards
from .welsh_libraries import WelshLibraries

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
