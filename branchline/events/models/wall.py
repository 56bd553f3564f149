"""London's clocks."""

from datetime import UTC, date, datetime, time

from branchline.core.clock import LONDON


def at_wall(day: date, clock: time) -> datetime:
    """The moment at which London's clocks show this; a time skipped in March is an hour later."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)
