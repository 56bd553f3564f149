"""Days as people write them: "today", "thursday", "this weekend", "5 October", "2026-12-03"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from branchline.core.design.dates import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS, day_words

SOME_DAYS = {"week": 7, "month": 28}
SAID = {
    "today": "today", "tonight": "today", "heddiw": "today", "heno": "today", "tomorrow": "tomorrow",
    "yfory": "tomorrow", "weekend": "weekend", "penwythnos": "weekend",
}  # fmt: skip
FILLING = frozenset(
    {"this", "the", "on", "next", "y", "yr", "hwn", "nesaf", "ar", "dydd", "ddydd", "near", "in"}
)
"""Words around a day that name neither a day nor a place."""
BEFORE_A_PLACE = frozenset({"in", "near"})
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
NUMBERS = re.compile(r"^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?$")
DAY_NUMBER = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?$")


@dataclass(frozen=True)
class Days:
    """One day, or `count` of them. `code` is what stands in an address: a word, or the day itself."""

    code: str
    start: date
    count: int = 1

    def words(self, language: str | None) -> str:
        """As a filter says it."""
        match self.code:
            case "today":
                return _("Today")
            case "tomorrow":
                return _("Tomorrow")
            case "weekend":
                return _("This weekend")
            case "week":
                return _("Next 7 days")
            case "month":
                return _("Next 4 weeks")
            case _:
                return day_words(self.start, language)


def one_day(day: date) -> Days:
    """A day by its date."""
    return Days(day.isoformat(), day)


def named(code: str, today: date) -> Days:
    """What one of the words in an address means today."""
    match code:
        case "today":
            return Days(code, today)
        case "tomorrow":
            return Days(code, today + timedelta(days=1))
        case "weekend" if today.weekday() == 6:
            return Days(code, today)  # of a weekend only its Sunday is left
        case "weekend":
            saturday = today + timedelta(days=5 - today.weekday())
            return Days(code, saturday, 2)
        case _:
            return Days(code, today, SOME_DAYS[code])


def offered(today: date) -> list[Days]:
    """What a list of days offers: words first, then the days of the next week by their names."""
    words = [named(code, today) for code in ("today", "tomorrow", "weekend")]
    later = [one_day(today + timedelta(days=n)) for n in range(2, 8)]
    return [*words, *later, named("week", today), named("month", today)]


def read_days(text: str, today: date) -> Days | None:
    """The day that was meant, or None."""
    rest, days = split_days(text, today)
    return days if not rest else None


def split_days(text: str, today: date) -> tuple[str, Days | None]:
    """What was typed without its day, and the day: "sale this thursday" is Sale, and Thursday.

    A word that is also a place stays a place unless it is the whole day: "March" is a town.
    """
    words = text.split()
    for first, last, days in _days_in(words, today):
        before, after = words[:first], words[last:]
        while before and before[-1].casefold() in FILLING:
            before.pop()
        while after and after[0].casefold() in FILLING - (BEFORE_A_PLACE if before else set()):
            after.pop(0)  # "rhyme time on Thursday in Sale" keeps its "in"
        return " ".join([*before, *after]), days
    return text.strip(), None


def _days_in(words: list[str], today: date) -> Iterator[tuple[int, int, Days]]:
    """Where a day stands among the words: (first, behind the last, the day)."""
    plain = [word.casefold().strip(",.") for word in words]
    for at, word in enumerate(plain):
        first = at - (at > 0 and _weekday(plain[at - 1]) is not None)  # "Monday 5 October"
        if word in SAID:
            yield at, at + 1, named(SAID[word], today)
        elif (day := _written(word, today)) is not None:
            yield first, at + 1, one_day(day)
        elif at + 1 < len(plain) and (day := _day_and_month(*plain[at : at + 3], today=today)):
            year = at + 2 < len(plain) and plain[at + 2] == str(day.year)
            yield first, at + 2 + year, one_day(day)
    for at, word in enumerate(plain):
        if (weekday := _weekday(word)) is not None:
            ahead = (weekday - today.weekday()) % 7
            yield at, at + 1, one_day(today + timedelta(days=ahead))


def _weekday(word: str) -> int | None:
    """Whole names and short ones, in both languages."""
    for language in ("en", "cy"):
        for number, name in enumerate(WEEKDAYS[language]):
            if word in (name.split()[-1].casefold(), SHORT_WEEKDAYS[language][number].casefold()):
                return number
    return {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}.get(word)


def _month(word: str) -> int | None:
    for names in (*MONTHS.values(), *SHORT_MONTHS.values()):
        for number, name in enumerate(names, 1):
            if word == name.casefold():
                return number
    return {"sep": 9, "jun": 6, "jul": 7}.get(word)


def _day_and_month(one: str, other: str, following: str = "", *, today: date) -> date | None:
    """ "5 october", "october 5"; in "march 5 october" March is the town."""
    turned = [] if _month(following) is not None else [(other, one)]
    for number, month in ((one, other), *turned):
        if (found := DAY_NUMBER.match(number)) and (known := _month(month)):
            return _coming(int(found[1]), known, today)
    return None


def _written(word: str, today: date) -> date | None:
    """ "2026-12-03", "3/12/2026", "3.12"."""
    if found := ISO.match(word):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if not (found := NUMBERS.match(word)):
        return None
    if found[3] is None:
        return _coming(int(found[1]), int(found[2]), today)
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return _date(year, int(found[2]), int(found[1]))


def _coming(day: int, month: int, today: date) -> date | None:
    """This year's, or next year's when this year's is more than a month ago."""
    found = _date(today.year, month, day)
    if found is not None and found < today - timedelta(days=31):
        return _date(today.year + 1, month, day)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None
