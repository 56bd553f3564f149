"""Reads of the room places. Door of the room.

Every function says how many queries it makes; none depends on how many rows it gives.
"""

from .branches import (
    Branches,
    DayHours,
    Span,
    branch_by_public_id,
    branches_called,
    branches_of,
    opening_on,
    usual_week,
)
from .finding import Place, PlaceKind, find_place
from .lives import LivesAt, attributions, ward_called, wards_of, who_lives_at
from .nearby import NearBranch, branches_near, metres_between
from .services import authorities_of, service_at, service_ids, services_live, slug_now

__all__ = [
    "Branches",
    "DayHours",
    "LivesAt",
    "NearBranch",
    "Place",
    "PlaceKind",
    "Span",
    "attributions",
    "authorities_of",
    "branch_by_public_id",
    "branches_called",
    "branches_near",
    "branches_of",
    "find_place",
    "metres_between",
    "opening_on",
    "service_at",
    "service_ids",
    "services_live",
    "slug_now",
    "usual_week",
    "ward_called",
    "wards_of",
    "who_lives_at",
]
