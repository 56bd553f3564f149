"""When a library is open: a pure calculation over its usual week, seasons, days that differ and bank holidays.

Times are on London's clocks, so that a library that opens at 9 opens at 9 on the days when clocks change. Spans
are half-open and never cross midnight. What comes first: a day announced by staff, then a bank holiday on which the
service has said that it closes, then the season that covers the day, then the usual week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.clock import LONDON, in_london
from branchline.core.design import dates
from branchline.core.words import Translated, said

LOOK_AHEAD = 14
"""Days in which we look for the next opening; nothing in them reads "closed for now"."""
SOON = timedelta(minutes=60)


@dataclass(frozen=True)
class Span:
    """Open from `opens` until (not including) `closes`, London time."""

    opens: time
    closes: time
    staffed: bool = True


@dataclass(frozen=True)
class DayHours:
    """One day of a branch. No spans: closed. `because` is said when the day differs from the usual."""

    weekday: int
    spans: tuple[Span, ...]
    unusual: bool = False
    because: Translated = field(default_factory=Translated)

    @property
    def times(self) -> list[tuple[time, time]]:
        """From when until when the doors are open, staffed or not."""
        return merged(self.spans)

    @property
    def alone(self) -> list[tuple[time, time]]:
        """When they are open without staff."""
        return merged([span for span in self.spans if not span.staffed])

    @property
    def name(self) -> str:
        """The weekday in the reader's language."""
        return dates.WEEKDAYS[dates.language(get_language())][self.weekday]


@dataclass(frozen=True)
class Differing:
    """Days from `first` to `last` (that day too) with hours of their own. No span: closed."""

    first: date
    last: date
    span: Span | None
    because: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class SeasonWeek:
    """A week that holds from `first` to `last` (that day too) instead of the usual one."""

    first: date
    last: date
    name: Translated
    week: Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True)
class Calendar:
    """All that is known of a branch's hours. `week` is None where nobody has entered times."""

    week: Mapping[int, tuple[Span, ...]] | None = None
    seasons: Sequence[SeasonWeek] = ()
    differing: Sequence[Differing] = ()
    nation: str = ""
    closed_on_bank_holidays: bool | None = None
    """None: nobody has said."""
    closed_for_good: date | None = None

    def day(self, day: date) -> DayHours | None:
        """The hours of a day; None where nobody has entered any."""
        weekday = day.weekday()
        if self.closed_for_good is not None and day >= self.closed_for_good:
            return DayHours(weekday, (), unusual=True)
        for other in self.differing:
            if other.first <= day <= other.last:
                spans = (other.span,) if other.span else ()
                return DayHours(weekday, spans, unusual=True, because=other.because)
        holiday = bank_holiday(self.nation, day)
        if holiday is not None and self.closed_on_bank_holidays:
            return DayHours(weekday, (), unusual=True, because=holiday)
        for season in self.seasons:
            if season.first <= day <= season.last:
                return DayHours(weekday, season.week.get(weekday, ()), because=season.name)
        return None if self.week is None else DayHours(weekday, self.week.get(weekday, ()))

    def ask_first(self, day: date) -> Translated | None:
        """The bank holiday of a day for which nobody has said whether the library opens."""
        if self.closed_on_bank_holidays is not None:
            return None
        if any(other.first <= day <= other.last for other in self.differing):
            return None
        return bank_holiday(self.nation, day)


@dataclass(frozen=True)
class OpenNow:
    """Whether it is open at a moment, and when that next changes (None: not within two weeks)."""

    open: bool
    changes: datetime | None
    closed_all_day: bool = False
    because: Translated = field(default_factory=Translated)
    now: datetime | None = None

    @property
    def soon(self) -> bool:
        """It changes within the hour."""
        return self.changes is not None and self.now is not None and self.changes - self.now <= SOON

    @property
    def tone(self) -> str:
        """For a status with a dot."""
        if self.open:
            return "soon" if self.soon else "good"
        return "quiet"

    @property
    def words(self) -> str:
        """ "Open now, closes 7pm" · "Closed now, opens 2pm" · "Closed today, opens Monday 9:30am"."""
        if self.changes is None or self.now is None:
            return _("Closed for now")
        lang = get_language()
        clock = dates.time_words(self.changes, lang)
        days = (in_london(self.changes).date() - in_london(self.now).date()).days
        if self.open:
            return _("Open now, closes %(time)s") % {"time": clock}
        if days == 0:
            return _("Closed now, opens %(time)s") % {"time": clock}
        said = {"time": clock, "day": dates.day_words(self.changes, lang)}
        if days == 1:
            words = _("Closed today, opens tomorrow %(time)s") if self.closed_all_day else _("Closed now, opens tomorrow %(time)s")  # fmt: skip
        elif days < 7:
            said["day"] = dates.WEEKDAYS[dates.language(lang)][in_london(self.changes).weekday()]
            words = _("Closed today, opens %(day)s %(time)s") if self.closed_all_day else _("Closed now, opens %(day)s %(time)s")  # fmt: skip
        else:
            words = _("Closed, opens again %(day)s, %(time)s")
        return words % said


def open_now(calendar: Calendar, now: datetime) -> OpenNow | None:
    """Open or closed at this moment; None where nobody has entered times for today."""
    today = in_london(now).date()
    first = calendar.day(today)
    if first is None:
        return None
    for ahead in range(LOOK_AHEAD + 1):
        day = today + timedelta(days=ahead)
        hours = calendar.day(day)
        for opens, closes in merged(hours.spans if hours else ()):
            start, end = moment(day, opens), moment(day, closes)
            if start <= now < end:
                return OpenNow(True, end, now=now, because=first.because)
            if now < start:
                return OpenNow(False, start, not first.spans, first.because, now)
    return OpenNow(False, None, not first.spans, first.because, now)


def merged(spans: Sequence[Span]) -> list[tuple[time, time]]:
    """Spans that touch, as one: staffed until 5pm and open without staff until 7pm is open until 7pm."""
    joined: list[tuple[time, time]] = []
    for span in sorted(spans, key=lambda s: s.opens):
        if joined and span.opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span.closes))
        else:
            joined.append((span.opens, span.closes))
    return joined


def moment(day: date, clock: time) -> datetime:
    """A time on London's clocks on a day. In the hour that is missing in March, the hour after it."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
SUBSTITUTE = " (observed)"
NAMES = {
    "New Year's Day": said("New Year’s Day", "Dydd Calan", draft=True),
    "New Year Holiday": said("New Year holiday", "Gŵyl y Flwyddyn Newydd", draft=True),
    "Good Friday": said("Good Friday", "Dydd Gwener y Groglith", draft=True),
    "Easter Monday": said("Easter Monday", "Dydd Llun y Pasg", draft=True),
    "May Day": said("Early May bank holiday", "Gŵyl banc dechrau mis Mai", draft=True),
    "Spring Bank Holiday": said("Spring bank holiday", "Gŵyl banc y gwanwyn", draft=True),
    "Summer Bank Holiday": said("Summer bank holiday", "Gŵyl banc yr haf", draft=True),
    "Late Summer Bank Holiday": said("Summer bank holiday", "Gŵyl banc yr haf", draft=True),
    "Christmas Day": said("Christmas Day", "Dydd Nadolig", draft=True),
    "Boxing Day": said("Boxing Day", "Gŵyl San Steffan", draft=True),
    "Saint Patrick's Day": said("St Patrick’s Day", "Gŵyl San Padrig", draft=True),
    "Saint Andrew's Day": said("St Andrew’s Day", "Gŵyl San Andreas", draft=True),
    "Battle of the Boyne": said("Battle of the Boyne", "Brwydr y Boyne", draft=True),
}
"""As gov.uk/bank-holidays names them; the Welsh follows its Welsh edition and is still to be read."""


def bank_holiday(nation: str, day: date) -> Translated | None:
    """The bank holiday of a nation on a day, by name; weekends that are replaced stay holidays too."""
    name = _of_year(nation, day.year).get(day)
    if name is None:
        return None
    plain = name.removesuffix(SUBSTITUTE)
    return NAMES.get(plain, said(plain))


def bank_holidays(nation: str, *, first: date, last: date) -> frozenset[date]:
    """The days from `first` to `last` (that day too) that are a nation's bank holidays."""
    years = range(first.year, last.year + 1)
    return frozenset(
        day for year in years for day in _of_year(nation, year) if first <= day <= last
    )


@cache
def _of_year(nation: str, year: int) -> Mapping[date, str]:
    """A nation's holidays of a year (package `holidays`, after gov.uk/bank-holidays)."""
    subdivision = SUBDIVISIONS.get(nation)
    if subdivision is None:
        return {}
    return dict(holidays.country_holidays("GB", subdiv=subdivision, years=year).items())
