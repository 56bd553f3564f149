"""Which days of a span a repeating event falls on.

Only the days of the span are looked at, one after the other, so that no rule, however it is made, can
keep the worker busy. The subset on which all clients agree (research on 145 vectors): DAILY, WEEKLY and
MONTHLY with INTERVAL, BYDAY, BYMONTHDAY, COUNT and UNTIL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST"}
COUNTED_BACK = 3660
"""Days before the span over which a COUNT is counted: ten years."""


@dataclass(frozen=True)
class Repeats:
    """A rule that is understood. `on`: (which in the month or 0, day of the week)."""

    freq: str
    every: int
    on: tuple[tuple[int, int], ...]
    in_month: tuple[int, ...]
    count: int | None
    last: date | None

    @classmethod
    def read(cls, rule: Mapping[str, list[object]]) -> "Repeats | None":
        """From RRULE's parts; None for what this subset does not know."""
        said = {name.upper(): value for name, value in rule.items()}
        freq = str(said.get("FREQ", [""])[0]).upper()
        if set(said) - KNOWN or freq not in ("DAILY", "WEEKLY", "MONTHLY"):
            return None
        try:
            on = tuple(_day(str(each)) for each in said.get("BYDAY", []))
            in_month = tuple(int(str(each)) for each in said.get("BYMONTHDAY", []))
            every = max(1, int(str(said.get("INTERVAL", [1])[0])))
            count = int(str(said["COUNT"][0])) if "COUNT" in said else None
        except (ValueError, KeyError, IndexError):
            return None
        until = said.get("UNTIL", [None])[0]
        last = getattr(until, "date", lambda: until)()
        return cls(freq, every, on, in_month, count, last if isinstance(last, date) else None)

    def days(self, first: date, begins: date, until: date) -> Iterator[date]:
        """The days on which it falls from `begins` to before `until`; `first` is its own first day."""
        looked = first if self.count is not None else max(first, begins)
        if (begins - looked).days > COUNTED_BACK:
            return
        fallen = 0
        while looked < until and (self.last is None or looked <= self.last):
            if self._falls(looked, first):
                fallen += 1
                if self.count is not None and fallen > self.count:
                    return
                if looked >= begins:
                    yield looked
            looked += timedelta(days=1)

    def _falls(self, day: date, first: date) -> bool:
        if self.freq == "DAILY":
            return (day - first).days % self.every == 0 and self._in_month(day) and self._on(day)
        if self.freq == "WEEKLY":
            weeks = (_monday(day) - _monday(first)).days // 7
            falls = self._on(day) if self.on else day.weekday() == first.weekday()
            return weeks % self.every == 0 and falls
        months = (day.year - first.year) * 12 + day.month - first.month
        named = bool(self.in_month or self.on)
        falls = self._in_month(day) and self._on(day) if named else day.day == first.day
        return months % self.every == 0 and falls

    def _on(self, day: date) -> bool:
        if not self.on:
            return True
        nth = (day.day - 1) // 7 + 1
        from_behind = -((_last_of_month(day) - day.day) // 7 + 1)
        return any(
            weekday == day.weekday() and which in (0, nth, from_behind)
            for which, weekday in self.on
        )

    def _in_month(self, day: date) -> bool:
        from_behind = day.day - _last_of_month(day) - 1
        return not self.in_month or day.day in self.in_month or from_behind in self.in_month


def _day(said: str) -> tuple[int, int]:
    which = said[:-2].strip()
    return int(which) if which else 0, DAYS[said[-2:].upper()]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_of_month(day: date) -> int:
    following = day.replace(day=28) + timedelta(days=4)
    return (following - timedelta(days=following.day)).day
