"""Days as people write them in a list: 5 March 2026, Thu 5 Mar 2026, Dydd Iau 5 Mawrth 2026."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from branchline.core.design.dates import (
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)

from .problems import Wrong, shown

SHAPE = re.compile(
    r"(?:(?:dydd )?(?P<weekday>[a-z]+)[.,]*\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+"
    r"(?P<month>[a-z]+)[.,]*[\s-]+(?P<year>\d{4})",
    re.IGNORECASE,
)
SHORTEST = 3
"""Letters that are enough of a name: "Sep" for September."""


def written_day(cell: str) -> date | None:
    """The day, or nothing where it is not written so. Raises `Wrong` for a weekday that it is not."""
    found = SHAPE.fullmatch(cell)
    months = _called(found["month"], MONTHS["en"], SHORT_MONTHS["en"]) if found else set()
    if found and not months:
        months = _called(found["month"], MONTHS["cy"], SHORT_MONTHS["cy"])
    if found is None or len(months) != 1:
        return None
    try:
        day = date(int(found["year"]), months.pop() + 1, int(found["day"]))
    except ValueError:
        return None
    if found["weekday"]:
        _check_weekday(cell, found["weekday"], day)
    return day


def _check_weekday(cell: str, word: str, day: date) -> None:
    english = _called(word, WEEKDAYS["en"], SHORT_WEEKDAYS["en"])
    welsh = _called(word, [name.split()[-1] for name in WEEKDAYS["cy"]], SHORT_WEEKDAYS["cy"])
    if day.weekday() not in english | welsh:
        raise Wrong(
            _("%(cell)s: that day is not on this day of the week. Check both.")
            % {"cell": shown(cell)}
        )


def _called(word: str, names: Sequence[str], shorts: Sequence[str]) -> set[int]:
    """Which of the names may be meant."""
    word = word.casefold()
    return {
        number
        for number, (name, short) in enumerate(zip(names, shorts, strict=True))
        if word in (name.casefold(), short.casefold())
        or (len(word) >= SHORTEST and name.casefold().startswith(word))
    }
