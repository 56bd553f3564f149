"""From when until when a date can be booked."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from branchline.core.clock import in_london

from .wall import at_wall

OPENS_AT = time(10)
"""London time: desks are open and telephones answered, so that nobody needs the web to be first."""
MOST_DAYS_BEFORE, MOST_HOURS_BEFORE = 365, 28 * 24


@dataclass(frozen=True)
class Window:
    """`opens_days_before` the date, at ten in the morning, until `closes_hours_before` its start. None: from the
    day on which it is published; until the start."""

    opens_days_before: int | None = None
    closes_hours_before: int | None = None

    def opens_at(self, starts_at: datetime) -> datetime | None:
        """When booking opens for a date that starts then; None: at once."""
        if self.opens_days_before is None:
            return None
        day = in_london(starts_at).date() - timedelta(days=self.opens_days_before)
        return at_wall(day, OPENS_AT)

    def closes_at(self, starts_at: datetime) -> datetime:
        """When it closes."""
        return starts_at - timedelta(hours=self.closes_hours_before or 0)

    @property
    def is_turned(self) -> bool:
        """It would close before it opens, for a start early in the morning."""
        if self.opens_days_before is None:
            return False
        at_least = self.opens_days_before * 24 - OPENS_AT.hour
        return (self.closes_hours_before or 0) >= at_least
