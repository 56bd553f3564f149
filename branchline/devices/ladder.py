"""What follows when a device is not back on the day it was expected: a pure calculation over the rungs and their days.

Kind first and slow: a message before the day, one after it, a call, the partner, a visit, then “let’s sort it out”. No rung is
skipped to catch up, none is taken twice for one day, and nobody is climbed after faster than the days say.
Source: research/devices-programmes.md, section 1 (“Overdue + loss with kindness”) and 2 (13, Librarika 318).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

A_DAY = timedelta(days=1)


class Rung(models.TextChoices):
    """The steps of the ladder, from the bottom."""

    SOON = "soon", _("A reminder before the day")
    ASK = "ask", _("A message to ask how it goes")
    CALL = "call", _("A phone call")
    PARTNER = "partner", _("Asking the partner who referred them")
    VISIT = "visit", _("A visit")
    SORT = "sort", _("Let’s sort it out")


ORDER = tuple(Rung)
HOUSE_DAYS: Mapping[Rung, int] = {
    Rung.SOON: -3, Rung.ASK: 2, Rung.CALL: 7, Rung.PARTNER: 14, Rung.VISIT: 21, Rung.SORT: 35,
}  # fmt: skip
"""Days after the day it is due, before it for the reminder. A service has its own where it says so."""


@dataclass(frozen=True)
class Next:
    """The rung that follows, and the weekday on which it is taken: today at the earliest."""

    rung: Rung
    day: date


def next_rung(
    *,
    due: date,
    since: date,
    today: date,
    days: Mapping[Rung, int] = HOUSE_DAYS,
    taken: Mapping[Rung, date] | None = None,
    quiet_until: date | None = None,
    early: timedelta = timedelta(),
) -> Next | None:
    """What comes next, or None after the last. `days`: those that are left out are not taken. `taken`: when, for this day
    that it is due. `since`: the day it went out. `quiet_until`: before that day nothing comes, and the rung stays.
    `early`: so long the post takes; the reminder leaves sooner."""
    done = taken or {}
    last = max(done, key=ORDER.index, default=None)
    for rung in ORDER[ORDER.index(last) + 1 if last else 0 :]:
        if rung not in days:
            continue
        day = due + timedelta(days=days[rung]) - (early if rung == Rung.SOON else timedelta())
        if last is not None:
            pace = days[rung] - days[last] if last in days else 1
            day = max(day, done[last] + max(pace, 1) * A_DAY)
        day = _weekday(max(day, since + A_DAY, today, quiet_until or today))
        if rung == Rung.SOON and day >= due:
            continue
        return Next(rung, day)
    return None


def _weekday(day: date) -> date:
    """This day, or the Monday after a weekend: whoever is asked can ring us back. On bank holidays the worker waits."""
    return day + (7 - day.weekday()) * A_DAY if day.weekday() > 4 else day
