"""Reads of the room places. Door of the room.

Every function says how many queries it makes; none depends on how many rows it gives.
"""

from ..postcodes import full as full_postcode
from ..postcodes import spaced as spaced_postcode
from .branches import (
    AtDesk,
    Branches,
    DayHours,
    Span,
    branch_by_public_id,
    branches_at_desk,
    branches_called,
    branches_of,
    libraries_by_service,
    opening_on,
    positions,
    unusual_days,
    usual_week,
)
from .finding import Place, PlaceKind, find_place
from .lives import LivesAt, ground_of, ward_called, wards_of, who_lives_at
from .nearby import NearBranch, branches_near, metres_between
from .outline import coast
from .reaching import HowToReach, how_to_reach
from .services import (
    authorities_of,
    missing_files,
    service_at,
    service_ids,
    services_live,
    slug_now,
)

__all__ = [
    "AtDesk",
    "Branches",
    "DayHours",
    "HowToReach",
    "LivesAt",
    "NearBranch",
    "Place",
    "PlaceKind",
    "Span",
    "authorities_of",
    "branch_by_public_id",
    "branches_at_desk",
    "branches_called",
    "branches_near",
    "branches_of",
    "coast",
    "find_place",
    "full_postcode",
    "ground_of",
    "how_to_reach",
    "libraries_by_service",
    "metres_between",
    "missing_files",
    "opening_on",
    "positions",
    "service_at",
    "service_ids",
    "services_live",
    "slug_now",
    "spaced_postcode",
    "unusual_days",
    "usual_week",
    "ward_called",
    "wards_of",
    "who_lives_at",
]
