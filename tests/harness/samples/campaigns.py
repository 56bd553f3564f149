"""What the addresses of the room campaigns name."""

from ..addresses import Sample
from .rows import both, first

ENTERED = first("campaigns.Entry", "event_public_id", campaign__last_day__year__gt=2021)
CAMPAIGN = first("campaigns.Campaign", "slug", last_day__year__gt=2021)

SAMPLES: dict[str, Sample] = {
    "campaigns:campaign": CAMPAIGN,
    "campaigns:counts": CAMPAIGN,
    "campaigns:papers": CAMPAIGN,
    "campaigns:paper": both(CAMPAIGN, lambda: ["en", "card.png"]),
    "campaigns:wards_to_choose": CAMPAIGN,
    "campaigns:wards": both(CAMPAIGN, lambda: ["trafford"]),
    "campaigns:wards_csv": both(CAMPAIGN, lambda: ["trafford"]),
    "campaigns:overview": CAMPAIGN,
    "campaigns:change": CAMPAIGN,
    "campaigns:open": CAMPAIGN,
    "campaigns:desk_campaign": CAMPAIGN,
    "campaigns:desk_join": CAMPAIGN,
    "campaigns:desk_leave": CAMPAIGN,
    "campaigns:desk_rule": CAMPAIGN,
    "campaigns:desk_choose": CAMPAIGN,
    "campaigns:desk_sources": CAMPAIGN,
    "campaigns:desk_add_source": CAMPAIGN,
    "campaigns:desk_judge": CAMPAIGN,
    "campaigns:desk_source": both(CAMPAIGN, first("campaigns.Source")),
    "campaigns:desk_toolkit": CAMPAIGN,
    "campaigns:desk_zip": both(CAMPAIGN, first("campaigns.Toolkit")),
    "campaigns:desk_papers": both(CAMPAIGN, ENTERED),
    "campaigns:desk_paper": both(both(CAMPAIGN, ENTERED), lambda: ["en", "card.png"]),
}
