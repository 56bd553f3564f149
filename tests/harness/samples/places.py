"""What the addresses of the room places name."""

from ..addresses import Sample
from .rows import first

BRANCH = first("places.Branch")

SAMPLES: dict[str, Sample] = {
    "places:branch": BRANCH,
    "places:code": first("places.PosterCode", "code"),
    "places:desk_library": BRANCH,
    "places:desk_hours": BRANCH,
    "places:desk_access": BRANCH,
    "places:opening": BRANCH,
    "places:desk_about": BRANCH,
    "places:desk_move": BRANCH,
    "places:desk_close": BRANCH,
    "places:desk_reopen": BRANCH,
    "places:desk_lists": BRANCH,
    "places:desk_season": BRANCH,
    "places:desk_stops": first("places.Branch", kind="mobile"),
    "places:desk_drop_season": first("places.Season"),
    "places:desk_drop_stop": first("places.Stop"),
    "places:desk_withdraw": first("places.OpeningException"),
}
