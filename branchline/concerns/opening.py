"""When the safeguarding office is open, and the clock of a concern: a pure calculation.

Half-open spans of a London day; minutes are minutes that pass, so a clock that changes in between is right.
Source: the default clocks of research/calls.md, section 5 (acknowledged in one working hour, decided the same working day).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from branchline.core.clock import in_london, london
from branchline.places.queries import bank_holidays

A_DAY = timedelta(days=1)
LOOKS_AHEAD = 400
"""Days: every office opens within a year."""

ACKNOWLEDGED_WITHIN = timedelta(hours=1)
"""Of office hours."""
DANGER_ACKNOWLEDGED_WITHIN = timedelta(minutes=10)
DANGER_DECIDED_WITHIN = timedelta(minutes=60)
DANGER_STEP = timedelta(minutes=5)
"""By the clock on the wall, day and night."""


class Step(StrEnum):
    """Who hears of a concern, in this order."""

    LEAD = "lead"
    DEPUTY = "deputy"
    DUTY = "duty"


@dataclass(frozen=True)
class Office:
    """Hours of a safeguarding office: weekdays (Monday is 0), from and until, shut on bank holidays or not."""

    weekdays: frozenset[int] = frozenset(range(5))
    opens: time = time(9)
    closes: time = time(17)
    nation: str = ""
    on_bank_holidays: bool = False

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when it is open on a day."""
        if day.weekday() not in self.weekdays:
            return None
        if not self.on_bank_holidays and bank_holidays(self.nation, first=day, last=day):
            return None
        return _at(day, self.opens), _at(day, self.closes)

    def spans(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every span that ends after a moment, cut at it, in order."""
        day = in_london(since).date()
        for ahead in range(LOOKS_AHEAD):
            span = self.on(day + ahead * A_DAY)
            if span is not None and since < span[1]:
                yield max(span[0], since), span[1]

    def is_open(self, moment: datetime) -> bool:
        """At this moment."""
        return self.closing(moment) is not None

    def closing(self, moment: datetime) -> datetime | None:
        """When it closes, if it is open at this moment."""
        span = self.on(in_london(moment).date())
        return span[1] if span and span[0] <= moment < span[1] else None

    def next_opening(self, moment: datetime) -> datetime:
        """The first opening after a moment."""
        return next(start for start, _end in self.spans(moment) if start > moment)

    def after(self, moment: datetime, length: timedelta) -> datetime:
        """The moment at which so much of the office's time has passed; at a closing, the closing."""
        for start, end in self.spans(moment):
            if length <= end - start:
                return start + length
            length -= end - start
        raise ValueError("an office that never opens")

    def between(self, since: datetime, until: datetime) -> timedelta:
        """How much of the office's time lies between two moments."""
        passed = timedelta()
        for start, end in self.spans(since):
            if start >= until:
                break
            passed += min(end, until) - start
        return passed

    def end_of_day(self, moment: datetime) -> datetime:
        """The closing of the day of a moment at which it is, or has just been, open."""
        span = self.on(in_london(moment).date())
        return span[1] if span else moment


@dataclass(frozen=True)
class Clock:
    """By when a concern is to be acknowledged and decided, and when each step of the ladder hears of it."""

    acknowledge_by: datetime
    decide_by: datetime
    steps: tuple[tuple[Step, datetime], ...]


def clock_of(*, since: datetime, danger: bool, office: Office) -> Clock:
    """The clock of a concern raised at a moment.

    In office hours: the lead at once; the deputy when the working hour is over; the duty number an hour later.
    No step waits past closing: then the office is empty, so the duty number rings. When less than an hour is
    left, the deputy hears together with the lead. Outside office hours: all three at once. Danger now goes by
    the clock on the wall, with five minutes between the steps.
    """
    closing = office.closing(since)
    if danger:
        acknowledge_by = since + DANGER_ACKNOWLEDGED_WITHIN
        decide_by = since + DANGER_DECIDED_WITHIN
        waits = (timedelta(), DANGER_STEP, 2 * DANGER_STEP)
    else:
        acknowledge_by = office.after(since, ACKNOWLEDGED_WITHIN)
        decide_by = office.end_of_day(acknowledge_by)
        fits = closing is not None and since + ACKNOWLEDGED_WITHIN <= closing
        deputy = ACKNOWLEDGED_WITHIN if fits else timedelta()
        waits = (timedelta(), deputy, 2 * ACKNOWLEDGED_WITHIN)
    latest = closing or since
    moments = [min(since + wait, latest) for wait in waits]
    return Clock(acknowledge_by, decide_by, tuple(zip(Step, moments, strict=True)))


def _at(day: date, moment: time) -> datetime:
    return london(day.year, day.month, day.day, moment.hour, moment.minute)
