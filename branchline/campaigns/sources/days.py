"""When something is: between two hours of a day, or on whole days.

Whoever writes only a day into a calendar means all of it, and who lasts from Monday to Friday has no hour to
come at. Midnight without an end is how some systems write a day.
"""

from datetime import UTC, date, datetime, time, timedelta

from branchline.core.clock import LONDON, in_london

USUAL = timedelta(hours=1)
LONGEST = timedelta(hours=12)
"""What lasts longer is told by its days."""
MOST_DAYS = timedelta(days=92)
"""As many as a campaign has: what lasts longer is no event, or a slip."""
Moment = datetime | date
When = tuple[datetime, datetime, bool]


def when(start: Moment, end: Moment | None) -> When:
    """(start, end, whether it is told by its days), in UTC. An `end` that is a day is included."""
    if isinstance(start, datetime) and (end is None or isinstance(end, datetime)):
        return _between(start, end)
    first = day_of(start)
    last = first if end is None else last_day(end)
    if isinstance(start, datetime) and last == first:
        return _between(start, None)
    return whole_days(first, last)


def whole_days(first: date, last: date) -> When:
    """From midnight to midnight of London's clocks, both days included."""
    after = last + timedelta(days=1)
    return _midnight(first), _midnight(after), True


def day_of(moment: Moment) -> date:
    """The day that London's calendars show."""
    return in_london(moment).date() if isinstance(moment, datetime) else moment


def last_day(end: Moment) -> date:
    """The last day of what ends so: midnight belongs to the day before."""
    return day_of(end - timedelta(seconds=1)) if isinstance(end, datetime) else end


def _between(start: datetime, end: datetime | None) -> When:
    if end is None or end == start:
        day = day_of(start)
        return whole_days(day, day) if start == _midnight(day) else (start, start + USUAL, False)
    if end - start > LONGEST:
        return whole_days(day_of(start), last_day(end))
    return start, end, False


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=LONDON).astimezone(UTC)
