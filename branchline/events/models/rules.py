"""How often an event takes place: the part of RFC 5545's RRULE on which all calendars agree.

Weekly on one or more weekdays, every so many weeks; monthly on the nth weekday or the last. With an end:
UNTIL a day or COUNT dates. Weeks begin on Monday. Everything else is left out on purpose: of libical's 145
vectors Python's and JavaScript's libraries agree on these (research, section 4).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
NTHS = (1, 2, 3, 4, LAST)
DAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
SHAPE = (
    rf"^FREQ=(WEEKLY;INTERVAL=[1-8](;BYDAY={DAY}(,{DAY})*)?|MONTHLY;INTERVAL=[1-8];BYDAY=([1-4]|-1){DAY})"
    r"(;UNTIL=\d{8}|;COUNT=[1-9]\d*)?$"
)
"""What the column takes, as PostgreSQL and Python both read it."""


class NoSuchRule(ValueError):
    """A text that is no rule, or one outside the part that we speak."""


@dataclass(frozen=True)
class Rule:
    """Every `every` weeks on `days`; with `nth` every so many months on the nth of its one weekday.

    Weekdays count from Monday, 0. No days: the weekday of the first date. Without an end it gives no date:
    nobody at a library means "for ever".
    """

    every: int = 1
    days: tuple[int, ...] = ()
    nth: int | None = None
    until: date | None = None
    count: int | None = None

    @property
    def text(self) -> str:
        """As RFC 5545 writes it, and as it is kept."""
        kind = "WEEKLY" if self.nth is None else "MONTHLY"
        parts = [f"FREQ={kind}", f"INTERVAL={self.every}"]
        if self.days:
            nth = "" if self.nth is None else str(self.nth)
            parts.append("BYDAY=" + ",".join(nth + CODES[day] for day in sorted(self.days)))
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        elif self.count is not None:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    @classmethod
    def read(cls, text: str) -> "Rule":
        """From the text above. Raises `NoSuchRule`."""
        if not re.fullmatch(SHAPE, text):
            raise NoSuchRule(text)
        said = dict(part.split("=", 1) for part in text.split(";"))
        days = said.get("BYDAY", "")
        nth = re.match(r"(-?\d)", days)
        until = said.get("UNTIL")
        try:
            return cls(
                every=int(said["INTERVAL"]),
                days=tuple(CODES.index(day[-2:]) for day in days.split(",")) if days else (),
                nth=int(nth[1]) if nth else None,
                until=date(int(until[:4]), int(until[4:6]), int(until[6:])) if until else None,
                count=int(said["COUNT"]) if "COUNT" in said else None,
            )
        except ValueError:
            raise NoSuchRule(text) from None

    def falls_on(self, day: date) -> bool:
        """Whether a series may begin on this day: what RFC 5545 calls DTSTART in step with its rule."""
        if self.days and day.weekday() not in self.days:
            return False
        return self.nth is None or self.nth in nths_of(day)

    def dates_from(self, first: date) -> Iterator[date]:
        """Its days, from the first on."""
        if self.until is None and self.count is None:
            return
        if self.nth is None and self.until is not None:
            yield from self._weekly(first, self.until)
            return
        days = self.days or (first.weekday(),)
        found = rrule(
            WEEKLY if self.nth is None else MONTHLY,
            dtstart=datetime.combine(first, time()),
            interval=self.every,
            wkst=weekday(0),
            byweekday=[
                weekday(day) if self.nth is None else weekday(day, self.nth) for day in days
            ],
            until=datetime.combine(self.until, time()) if self.until else None,
            count=self.count,
        )
        yield from (each.date() for each in found)

    def _weekly(self, first: date, until: date) -> Iterator[date]:
        """By hand: a calendar of hundreds of series is laid out while somebody waits."""
        days = sorted(self.days) or [first.weekday()]
        monday = first - timedelta(days=first.weekday())
        while monday <= until:
            for weekday_ in days:
                day = monday + timedelta(days=weekday_)
                if first <= day <= until:
                    yield day
            monday += timedelta(weeks=self.every)


def days_by_rule(rule: str, *, first: date, last: date) -> list[date]:
    """The days that a rule without an end gives from `first` up to `last`, both included."""
    return list(Rule.read(f"{rule};UNTIL={last:%Y%m%d}").dates_from(first))


def nths_of(day: date) -> tuple[int, ...]:
    """Which of its month's such weekdays a day is: the second; the fourth and the last."""
    number = (day.day - 1) // 7 + 1
    return tuple(n for n, true in ((number, number <= 4), (LAST, _is_last(day))) if true)


def _is_last(day: date) -> bool:
    return date.fromordinal(min(day.toordinal() + 7, date.max.toordinal())).month != day.month
