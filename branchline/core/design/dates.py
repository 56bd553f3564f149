"""Dates and times in words, in English and Welsh, as London's clocks show them.

English follows the GOV.UK style guide ("Tuesday 5 October, 10:30am"; "midday", "midnight"); Welsh writes
the day with "Dydd" (a weekday) and the time with a point ("Dydd Mawrth 5 Hydref, 10.30am").
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

WEEKDAYS: Mapping[str, Sequence[str]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": (
        "Dydd Llun",
        "Dydd Mawrth",
        "Dydd Mercher",
        "Dydd Iau",
        "Dydd Gwener",
        "Dydd Sadwrn",
        "Dydd Sul",
    ),
}
SHORT_WEEKDAYS: Mapping[str, Sequence[str]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "cy": ("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul"),
}
MONTHS: Mapping[str, Sequence[str]] = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "cy": (
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ),
}
SHORT_MONTHS: Mapping[str, Sequence[str]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    "cy": (
        "Ion",
        "Chwe",
        "Maw",
        "Ebr",
        "Mai",
        "Meh",
        "Gorff",
        "Awst",
        "Medi",
        "Hyd",
        "Tach",
        "Rhag",
    ),
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "midday": "midday",
        "midnight": "midnight",
        "to": "to",
        "today": "Today",
        "tomorrow": "Tomorrow",
        "yesterday": "Yesterday",
        "point": ":",
    },
    "cy": {
        "midday": "hanner dydd",
        "midnight": "hanner nos",
        "to": "tan",
        "today": "Heddiw",
        "tomorrow": "Yfory",
        "yesterday": "Ddoe",
        "point": ".",
    },
}


def language(lang: str | None) -> str:
    """The language to write in: "cy" for any Welsh, else "en"."""
    return "cy" if lang and lang.lower().split("-")[0] == "cy" else "en"


def in_london(moment: datetime) -> datetime:
    """The same moment on London's clock. A moment without a zone is refused."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(LONDON)


def london_date(day: date) -> date:
    """The London date of a moment; a plain date as it is."""
    return in_london(day).date() if isinstance(day, datetime) else day


def day_words(day: date, lang: str | None = None, *, year: bool = False) -> str:
    """ "Tuesday 5 October", "Dydd Mawrth 5 Hydref"; with `year`, "… 2027"."""
    day, lang = london_date(day), language(lang)
    words = f"{WEEKDAYS[lang][day.weekday()]} {day.day} {MONTHS[lang][day.month - 1]}"
    return f"{words} {day.year}" if year else words


def past_day_words(day: date, lang: str | None = None) -> str:
    """ "5 October 2027": of something long over, whose weekday nobody needs."""
    day = london_date(day)
    return f"{day.day} {MONTHS[language(lang)][day.month - 1]} {day.year}"


def short_day_words(day: date, lang: str | None = None) -> str:
    """For tables: "Tue 5 Oct", "Maw 5 Hyd"."""
    day, lang = london_date(day), language(lang)
    return f"{SHORT_WEEKDAYS[lang][day.weekday()]} {day.day} {SHORT_MONTHS[lang][day.month - 1]}"


def time_words(moment: datetime | time, lang: str | None = None) -> str:
    """ "10:30am", "2pm", "midday"; in Welsh "10.30am", "2pm", "hanner dydd"."""
    clock = in_london(moment).time() if isinstance(moment, datetime) else moment
    words = _WORDS[language(lang)]
    if clock.minute == 0 and clock.hour in (0, 12):
        return words["midday"] if clock.hour else words["midnight"]
    minutes = f"{words['point']}{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def when_words(
    start: datetime,
    end: datetime | None = None,
    lang: str | None = None,
    *,
    now: datetime | None = None,
) -> str:
    """ "Tuesday 5 October, 10:30am to 11:15am". The year is said when it isn't the year of `now`.

    An end on another London day is said in full: "… 10am to Wednesday 6 October, 4pm".
    """
    lang = language(lang)
    first = in_london(start)
    year = now is not None and in_london(now).year != first.year
    words = f"{day_words(first, lang, year=year)}, {time_words(first, lang)}"
    if end is None:
        return words
    last = in_london(end)
    to = _WORDS[lang]["to"]
    if last.date() == first.date():
        return f"{words} {to} {time_words(last, lang)}"
    year = now is not None and in_london(now).year != last.year
    return f"{words} {to} {day_words(last, lang, year=year)}, {time_words(last, lang)}"


def near_day_words(day: date, today: date, lang: str | None = None) -> str:
    """ "Today", "Tomorrow" or "Yesterday" where that is so, else the day in words."""
    day, today, lang = london_date(day), london_date(today), language(lang)
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    return _WORDS[lang][near] if near else day_words(day, lang, year=day.year != today.year)


def days_words(first: date, last: date, lang: str | None = None) -> str:
    """A run of days: "5 to 9 October", "28 September to 2 October 2026", "5 tan 9 Hydref"."""
    first, last, lang = london_date(first), london_date(last), language(lang)
    months, to = MONTHS[lang], _WORDS[lang]["to"]
    if first == last:
        return day_words(first, lang)
    ending = f"{last.day} {months[last.month - 1]}"
    if first.year != last.year:
        return f"{first.day} {months[first.month - 1]} {first.year} {to} {ending} {last.year}"
    if first.month != last.month:
        return f"{first.day} {months[first.month - 1]} {to} {ending}"
    return f"{first.day} {to} {ending}"


def span_words(first: date, last: date, lang: str | None = None) -> str:
    """A run of days with their weekdays: "Monday 4 to Friday 8 October", "Dydd Llun 4 – Dydd Gwener 8 Hydref"."""
    first, last, lang = london_date(first), london_date(last), language(lang)
    if first == last:
        return day_words(first, lang)
    # Welsh would soften the D after "tan".
    between = " – " if lang == "cy" else " to "
    same = (first.year, first.month) == (last.year, last.month)
    years = first.year != last.year
    begins = (
        f"{WEEKDAYS[lang][first.weekday()]} {first.day}"
        if same
        else day_words(first, lang, year=years)
    )
    return begins + between + day_words(last, lang, year=years)


def length_words(length: timedelta, lang: str | None = None) -> str:
    """How long it takes: "45 minutes", "1 hour 30 minutes", "1 awr 30 munud"."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    if language(lang) == "cy":
        # A number is followed by the singular in Welsh: 2 awr, 45 munud.
        parts = [f"{hours} awr" if hours else "", f"{minutes} munud" if minutes else ""]
    else:
        parts = [
            f"{hours} hour{'' if hours == 1 else 's'}" if hours else "",
            f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes else "",
        ]
    return " ".join(part for part in parts if part)
