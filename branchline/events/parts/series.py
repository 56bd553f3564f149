"""A series as people say it: "every second Tuesday until 18 December, not on 30 October"."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.clock import in_london
from branchline.core.design.dates import MONTHS, WEEKDAYS, day_words, language
from branchline.events.models import LAST, Occurrence, Rule, Timing

NTH = {1: __("first"), 2: __("second"), 3: __("third"), 4: __("fourth"), LAST: __("last")}
EVERY = {
    1: __("Every %(days)s"),
    2: __("Every second %(days)s"),
    3: __("Every third %(days)s"),
    4: __("Every fourth %(days)s"),
}


def series_in_words(timing: Timing) -> str:
    """Nothing for a one-off."""
    if not timing.is_series:
        return ""
    if timing.rule is None:
        return _("On %(days)s") % {"days": listed({timing.first_day, *timing.extra})}
    words = f"{_how_often(timing.rule, timing.first_day)} {_end(timing.rule)}"
    # Bank holidays are left out of every series: only those on its own days are worth a word.
    if skipped := timing.skipped.intersection(timing.rule.dates_from(timing.first_day)):
        words = _("%(series)s, not on %(days)s") % {"series": words, "days": listed(skipped)}
    if timing.extra:
        words = _("%(series)s, also on %(days)s") % {"series": words, "days": listed(timing.extra)}
    return words


def series_of(occurrence: Occurrence) -> str:
    """The same beside one of its dates: where that was moved to another day, the rule was only the plan for it."""
    words = series_in_words(occurrence.event.timing)
    planned, day = (_london_day(at) for at in (occurrence.planned_at, occurrence.starts_at))
    if not words or planned is None or planned == day:
        return words
    said = {"day": day_words(planned, get_language()), "series": words}
    return _("Moved from %(day)s. The plan for the series: %(series)s") % said


def _london_day(moment: datetime | None) -> date | None:
    return None if moment is None else in_london(moment).date()


def _how_often(rule: Rule, first: date) -> str:
    names = WEEKDAYS[language(get_language())]
    weekdays = _and([names[day] for day in rule.days or (first.weekday(),)])
    if rule.nth is not None:
        said = {"nth": NTH[rule.nth], "day": weekdays, "n": rule.every}
        return (
            ngettext(
                "On the %(nth)s %(day)s of each month",
                "On the %(nth)s %(day)s, every %(n)s months",
                rule.every,
            )
            % said
        )
    if rule.every in EVERY and (rule.every == 1 or len(rule.days) < 2):
        return str(EVERY[rule.every]) % {"days": weekdays}
    return _("Every %(n)s weeks on %(days)s") % {"n": rule.every, "days": weekdays}


def _end(rule: Rule) -> str:
    if rule.until is not None:
        return _("until %(day)s") % {"day": _day(rule.until)}
    count = rule.count or 0
    return ngettext("once", "%(n)s times", count) % {"n": count}


def listed(days: Iterable[date]) -> str:
    """ "30 October, 6 November and 25 December"."""
    return _and([_day(day) for day in sorted(days)])


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[language(get_language())][day.month - 1]}"


def _and(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}
