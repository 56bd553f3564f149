"""Reads of the room places. Door of the room.

Every function says how many queries it makes; none depends on how many rows it gives.
"""

from ..opening import Calendar, DayHours, OpenNow, Span, bank_holidays, open_now
from ..postcodes import full as full_postcode
from ..postcodes import possible as possible_postcode
from ..postcodes import spaced as spaced_postcode
from .branches import (
    AtDesk,
    Branches,
    branch_by_public_id,
    branches_at_desk,
    branches_called,
    branches_of,
    libraries_by_service,
    positions,
)
from .codes import address_behind
from .drafts import Draft, draft_of, drafts_of
from .finding import find_place
from .hours import (
    Visit,
    announced_closing,
    calendar_of,
    calendars,
    next_visits,
    open_by_branch,
    opening_on,
    seasons_of,
    staffed_times,
    stops_near,
    unusual_days,
    usual_week,
    visits,
    visits_by_branch,
)
from .lists import LISTED, Difference, changes_of, differences
from .lives import (
    LivesAt,
    ground_around,
    ground_of,
    ward_called,
    wards_of,
    who_live_at,
    who_lives_at,
)
from .merging import what_merging_moves
from .naming import Place, PlaceKind
from .nearby import NearBranch, branches_near, metres_between
from .outline import coast
from .parts import Part, part_of, part_of_each_service, parts_of_the_country
from .placing import position_of
from .reaching import HowToReach, how_to_reach
from .regions import (
    Council,
    Edition,
    Region,
    councils_of,
    edition_of_the_country,
    regions_of_the_country,
    service_serving,
)
from .services import (
    authorities_of,
    councils_with_wards,
    hosts_of_services,
    missing_files,
    service_at,
    service_at_host,
    service_ids,
    services_live,
    slug_now,
)

__all__ = [
    "bank_holidays",
    "announced_closing",
    "hosts_of_services",
    "address_behind",
    "AtDesk",
    "Branches",
    "Calendar",
    "Council",
    "Edition",
    "DayHours",
    "Difference",
    "Draft",
    "HowToReach",
    "LISTED",
    "LivesAt",
    "NearBranch",
    "OpenNow",
    "Place",
    "PlaceKind",
    "Region",
    "Span",
    "Visit",
    "authorities_of",
    "councils_with_wards",
    "branch_by_public_id",
    "branches_at_desk",
    "branches_called",
    "branches_near",
    "branches_of",
    "coast",
    "calendar_of",
    "staffed_times",
    "calendars",
    "changes_of",
    "councils_of",
    "differences",
    "draft_of",
    "drafts_of",
    "find_place",
    "full_postcode",
    "possible_postcode",
    "ground_around",
    "ground_of",
    "how_to_reach",
    "libraries_by_service",
    "metres_between",
    "missing_files",
    "next_visits",
    "open_by_branch",
    "open_now",
    "opening_on",
    "position_of",
    "positions",
    "edition_of_the_country",
    "Part",
    "part_of",
    "part_of_each_service",
    "parts_of_the_country",
    "regions_of_the_country",
    "seasons_of",
    "service_at",
    "service_serving",
    "service_at_host",
    "service_ids",
    "services_live",
    "slug_now",
    "spaced_postcode",
    "stops_near",
    "unusual_days",
    "usual_week",
    "visits",
    "visits_by_branch",
    "what_merging_moves",
    "ward_called",
    "wards_of",
    "who_live_at",
    "who_lives_at",
]
