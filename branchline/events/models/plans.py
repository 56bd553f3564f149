"""What staff say of an event, as values: what it is, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from branchline.core.clock import LONDON
from branchline.core.words import Translated

from .terms import HowToCome, Theme

MOST_DATES = 106
"""Two years of weeks: a longer series is almost always a slip in the year."""
LONGEST = timedelta(hours=12)
MOST_PEOPLE = 12
"""In one booking; bigger groups talk to the library."""


@dataclass(frozen=True)
class Details:
    """What an event is. `capacity` counts people, adults and children; None for a drop-in.

    Ages are whole years, both ends included; None is open. `access` holds `terms.OF_THE_EVENT` codes.
    """

    title: Translated
    summary: Translated = field(default_factory=Translated)
    booking: str = HowToCome.DROP_IN
    capacity: int | None = None
    theme: str = Theme.MEET
    room: Translated = field(default_factory=Translated)
    cost: Translated = field(default_factory=Translated)
    """Empty means free."""
    age_from: int | None = None
    age_to: int | None = None
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True)
class Timing:
    """When, as London's clocks show it: one date, or every so many weeks until a last day.

    The subset FREQ=WEEKLY;INTERVAL;UNTIL with EXDATE of RFC 5545, on which all clients agree
    (docs: research on 145 vectors). A series keeps its wall time when the clocks change.
    """

    first_day: date
    starts: time
    ends: time
    every_weeks: int | None = None
    """None: once. 1: weekly, 2: every other week, up to 8."""
    last_day: date | None = None
    skipped: frozenset[date] = frozenset()

    @property
    def is_series(self) -> bool:
        """More than one date is meant."""
        return self.every_weeks is not None

    def days(self) -> Iterator[date]:
        """The dates in order, without the skipped ones; stops after `MOST_DATES` + 1."""
        step = 7 * (self.every_weeks or 1)
        last = self.first_day if self.every_weeks is None else self.last_day or date.min
        days = (
            self.first_day + timedelta(days=n)
            for n in range(0, (last - self.first_day).days + 1, step)
        )
        yield from islice((day for day in days if day not in self.skipped), MOST_DATES + 1)

    def spans(self) -> Iterator[tuple[datetime, datetime]]:
        """Start and end of each date, aware, in UTC."""
        for day in self.days():
            yield at_wall(day, self.starts), at_wall(day, self.ends)


def at_wall(day: date, clock: time) -> datetime:
    """The moment at which London's clocks show this; a time skipped in March is an hour later."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)
