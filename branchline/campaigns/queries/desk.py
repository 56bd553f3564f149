"""A service's own events within a campaign, and whether each takes part."""

from dataclasses import dataclass, field
from datetime import datetime

from branchline.campaigns.models import Choice, Entry, Joining, Verdict
from branchline.core.words import Translated
from branchline.events.models import Listing, OccurrenceState


@dataclass
class EventAtDesk:
    """One event with its dates within the campaign. `taking_part`: those that are entries. `is_new`: the rule
    has not looked at it yet, which it does every five minutes."""

    public_id: str
    title: Translated
    branch_name: Translated
    dates: list[tuple[datetime, str, bool]] = field(default_factory=list)
    verdict: str = ""
    is_new: bool = False

    @property
    def taking_part(self) -> int:
        """How many of its dates are in."""
        return sum(1 for _start, _listing, within in self.dates if within)

    @property
    def by_rule(self) -> bool:
        """In, and nobody has pressed anything."""
        return bool(self.taking_part) and self.verdict != Verdict.IN


MOST = 1_000


def events_at_desk(*, joining: Joining) -> list[EventAtDesk]:
    """The service's events with a date in the campaign, by first date. Three queries."""
    campaign = joining.campaign
    verdicts = dict(
        Choice.objects.filter(campaign=campaign).values_list("event_public_id", "verdict")
    )
    within = set(
        Entry.objects.filter(campaign=campaign, service=joining.service).values_list(
            "origin", flat=True
        )
    )
    rows = Listing.objects.filter(
        service=joining.service,
        state=OccurrenceState.SCHEDULED,
        starts_at__gte=campaign.starts_at,
        starts_at__lt=campaign.ends_at,
    ).order_by("starts_at", "public_id")
    found: dict[str, EventAtDesk] = {}
    columns = ("public_id", "event_public_id", "title", "branch_name", "starts_at", "changed_at")
    for row in rows.only(*columns)[:MOST]:
        event = found.setdefault(
            row.event_public_id,
            EventAtDesk(
                row.event_public_id,
                row.title,
                row.branch_name,
                verdict=verdicts.get(row.event_public_id, ""),
            ),
        )
        event.dates.append((row.starts_at, row.public_id, f"l{row.public_id}" in within))
        since = joining.gathered_at is None or row.changed_at > joining.gathered_at
        event.is_new = event.is_new or (since and joining.by_rule and not event.verdict)
    return list(found.values())
