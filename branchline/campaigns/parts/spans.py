"""When a date of a campaign is, in words: by its hours, or by its days and never as midnight."""

from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.design.dates import short_day_words, span_words, time_words, when_words


class Spanning(Protocol):
    """What is on at some time."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def all_day(self) -> bool: ...


def first_day(one: Spanning) -> date:
    """The day on which it begins."""
    return in_london(one.starts_at).date()


def days_of(one: Spanning) -> str:
    """ "All day", or "Monday 4 to Friday 8 October"."""
    first, last = first_day(one), _last_day(one)
    return _("All day") if first == last else span_words(first, last, get_language())


def when_in_words(one: Spanning, *, now: datetime) -> str:
    """ "Monday 4 October, 10am to 11am"; "Monday 4 October, all day"; "Monday 4 to Friday 8 October"."""
    language = get_language()
    if not one.all_day:
        return when_words(one.starts_at, one.ends_at, language, now=now)
    first, last = first_day(one), _last_day(one)
    days = span_words(first, last, language)
    return days if first != last else _("%(day)s, all day") % {"day": days}


def short_when(one: Spanning) -> str:
    """For tables: "Mon 4 Oct, 10am"; "Mon 4 Oct, all day"; "Monday 4 to Friday 8 October"."""
    language = get_language()
    if one.all_day and first_day(one) != _last_day(one):
        return days_of(one)
    day = short_day_words(one.starts_at, language)
    if one.all_day:
        return _("%(day)s, all day") % {"day": day}
    return f"{day}, {time_words(one.starts_at, language)}"


def _last_day(one: Spanning) -> date:
    return in_london(one.ends_at - timedelta(seconds=1)).date()
