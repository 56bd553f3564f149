"""The only clock of the house, so that a rehearsal can play weeks in minutes.

`make check` refuses every other way to ask for the time, in Python and in SQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_pinned: ContextVar[datetime | None] = ContextVar("branchline_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pinned.get() or datetime.now(UTC)


def today() -> date:
    """The date on a library's wall in the United Kingdom."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    """The same moment as people in the United Kingdom say it."""
    return moment.astimezone(LONDON)


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment given in London time, aware, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let `now()` answer `moment` inside the block (tests, rehearsals, the demo's story)."""
    if moment.tzinfo is None:
        raise ValueError("the clock takes aware datetimes only")
    token = _pinned.set(moment)
    try:
        yield moment
    finally:
        _pinned.reset(token)
