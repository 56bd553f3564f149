"""What staff say of an event, as values: what it is, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

from branchline.core.words import Translated

from .questions import Questions
from .rules import Rule
from .terms import BookedAs, HowToCome, Setting, Theme
from .wall import at_wall
from .windows import Window

MOST_DATES = 106
"""Two years of weeks: a longer series is almost always a slip in the year."""
LONGEST = timedelta(hours=12)
OPENS_BEFORE = timedelta(minutes=30)
"""How long before the start the way to join online is shown."""
MOST_PEOPLE = 12
"""In one booking; bigger groups talk to the library."""


@dataclass(frozen=True)
class Venue:
    """A place that is not the library's. Of a home and of a doorstep only the area is kept: no name, no postcode."""

    kind: str
    area: str
    """Town or neighbourhood."""
    name: Translated = field(default_factory=Translated)
    postcode: str = ""


@dataclass(frozen=True)
class Joining:
    """How to join online. From `OPENS_BEFORE` on those who booked are shown the address; of a drop-in everybody."""

    address: str
    how: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class Details:
    """What an event is. `capacity` counts people, adults and children; None for a drop-in. Of them at most
    `most_adults` and `most_children`; None: no limit of their own.

    Ages are whole years, both ends included; None is open. `access` holds `terms.OF_THE_EVENT` codes.
    """

    title: Translated
    summary: Translated = field(default_factory=Translated)
    booking: str = HowToCome.DROP_IN
    capacity: int | None = None
    most_adults: int | None = None
    most_children: int | None = None
    most_in_group: int | None = None
    """A school, a care home or carers may ask for so many places at most; None: no groups."""
    theme: str = Theme.MEET
    room: Translated = field(default_factory=Translated)
    cost: Translated = field(default_factory=Translated)
    """Empty means free."""
    age_from: int | None = None
    age_to: int | None = None
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    made_for: tuple[str, ...] = ()
    setting: str = Setting.IN_PERSON
    venue: Venue | None = None
    """Where, when it is neither at the library nor online."""
    joining: Joining | None = None
    """How to join online."""
    window: Window = field(default_factory=Window)
    """From when until when each date can be booked."""
    asking: Questions = field(default_factory=Questions)
    """What is asked of whoever books, each with why."""
    booked_as: str = BookedAs.DATES
    asks_before: bool = False
    """The day before, those who booked are asked whether they still come."""
    lead_id: int | None = None
    """The account of the member of staff who leads it."""


@dataclass(frozen=True)
class Timing:
    """When, as London's clocks show it: one date, a series by its rule, or days that staff wrote down.

    `skipped` and `extra` are RFC 5545's EXDATE and RDATE. A series keeps its wall time when the clocks change.
    """

    first_day: date
    starts: time
    ends: time
    rule: Rule | None = None
    skipped: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()

    @property
    def is_series(self) -> bool:
        """More than one date is meant."""
        return self.rule is not None or bool(self.extra)

    def days(self) -> Iterator[date]:
        """The dates in order, without the skipped ones; stops after `MOST_DATES` + 1."""
        ruled = self.rule.dates_from(self.first_day) if self.rule else iter((self.first_day,))
        most = MOST_DATES + 1 + len(self.skipped)
        days = sorted({*islice(ruled, most), *self.extra} - self.skipped)
        yield from days[: MOST_DATES + 1]

    def spans(self) -> Iterator[tuple[datetime, datetime]]:
        """Start and end of each date, aware, in UTC."""
        for day in self.days():
            yield at_wall(day, self.starts), at_wall(day, self.ends)
