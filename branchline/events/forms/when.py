"""When an event takes place, as staff say it: once, every second Tuesday, on days they write down."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from branchline.core.design.dates import WEEKDAYS, language
from branchline.core.forms import Form

from ..models import LAST, Event, Rule, Timing, nths_of
from .days import read_days
from .fields import Choices, ClockField, DayField, TextField, WholeNumberField

REPEATS: Choices = (("once", _("Once")), ("series", _("More than once")))
MONTHLY, MONTHLY_LAST, LISTED = "month", "month_last", "listed"
EVERY: Choices = (
    ("1", _("Every week")),
    ("2", _("Every two weeks")),
    ("3", _("Every three weeks")),
    ("4", _("Every four weeks")),
    (MONTHLY, _("Every month, like each second Tuesday")),
    (MONTHLY_LAST, _("Every month, like each last Tuesday")),
    (LISTED, _("On days that I write down")),
)
BETWEEN = re.compile(r"[,;\n]|\band\b|\ba\b", re.IGNORECASE)


def weekdays() -> Choices:
    """The days of the week in the page's language."""
    return [(str(n), name) for n, name in enumerate(WEEKDAYS[language(get_language())])]


class DayListField(TextField):
    """Several days in one line, as people write them: "30 October, 25 December"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=1000,
            error_messages={"max_length": _("Use fewer days: %(limit_value)d letters at most.")},
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(f"{day.day}/{day.month}/{day.year}" for day in sorted(value))


class WhenForm(Form):
    """A first date, two times, and how often."""

    day = DayField(
        label=pgettext_lazy("of an event", "Date"), missing=_("Say on which date it takes place.")
    )
    starts = ClockField(label=_("Starts"), missing=_("Say when it starts."))
    ends = ClockField(label=_("Ends"), missing=_("Say when it ends."))
    repeats = forms.ChoiceField(
        label=_("How often?"),
        choices=REPEATS,
        initial="once",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether it takes place once or more often."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    every = forms.ChoiceField(
        label=_("How often?"),
        choices=EVERY,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On which days of the week?"),
        help_text=_("Leave all empty for the same day as the first date."),
        choices=weekdays,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Choose from this list."),
            "invalid_list": _("Choose from this list."),
        },
    )
    until = DayField(label=_("Last date"), missing="", required=False)
    count = WholeNumberField(
        label=_("Or how many dates in all?"),
        required=False,
        low=1,
        high=200,
        wrong=_("Write how many dates there are in figures, like 6."),
        too_low=_("There has to be at least 1 date."),
        too_high=_("That is more dates than a series can have: %(limit_value)d at most."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    not_on = DayListField(
        label=_("Not on these days"), help_text=_("For example: 30 October, 25 December")
    )
    also_on = DayListField(
        label=_("Also on these days"), help_text=_("For example: 3 November, 17 November")
    )

    WHEN = ("day", "starts", "ends", "repeats", "every", "weekdays", "until", "count", "not_on", "also_on")  # fmt: skip
    ONLY_SERIES = WHEN[4:]
    RARE = ("weekdays", "count", "not_on", "also_on")

    def clean(self) -> dict[str, Any]:
        """The last date of a series, its exceptions, a first date that is one of its days."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "repeats" not in self.fields:
            return cleaned
        if cleaned.get("repeats", "once") == "once":
            for name in self.ONLY_SERIES:
                self.errors.pop(name, None)
            return cleaned
        for name in ("not_on", "also_on"):
            cleaned[name] = self._days(name, cleaned.get("day"))
        if cleaned.get("every") == LISTED:
            for name in ("until", "count", "weekdays"):
                self.errors.pop(name, None)
            if not cleaned["also_on"] and "also_on" not in self.errors:
                self._missing("also_on", _("Write down the other days."))
        else:
            self._check_rule(cleaned)
        return cleaned

    def _days(self, name: str, first: date | None) -> frozenset[date]:
        """The days in a line, each the next one of that name from the first date on."""
        typed = self.cleaned_data.get(name) or ""
        if first is None:
            return frozenset()
        found, unread = set(), []
        for part in filter(str.strip, BETWEEN.split(typed)):
            said = read_days(part.strip(), first)
            if said is None or said.count != 1:
                unread.append(part.strip())
            else:
                found.add(said.start)
        if unread:
            sentence = _now("We can’t read “%(day)s” as a day. Write it like 30 October.")
            self._missing(name, sentence % {"day": unread[0][:60]})
        return frozenset(found)

    def _check_rule(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("until") and cleaned.get("count") is None:
            if not {"until", "count"} & set(self.errors):
                self._missing("until", _("Choose the last date, or say how many dates there are."))
            return
        first = cleaned.get("day")
        if first and not self.rule(cleaned).falls_on(first):
            name = "weekdays" if cleaned.get("every", "1").isdigit() else "day"
            sentence = _now(
                "The first date is a %(day)s. Choose that day as well, or another date."
            )
            self._missing(
                name, sentence % {"day": WEEKDAYS[language(get_language())][first.weekday()]}
            )

    def rule(self, given: dict[str, Any]) -> Rule:
        """How often, of a series that is not a list of days."""
        every, first = given.get("every") or "1", given["day"]
        until = given.get("until")
        count = None if until else given.get("count")
        if every in (MONTHLY, MONTHLY_LAST):
            nth = LAST if every == MONTHLY_LAST else next(iter(nths_of(first)))
            return Rule(days=(first.weekday(),), nth=nth, until=until, count=count)
        days = tuple(sorted(int(day) for day in given.get("weekdays") or ()))
        return Rule(every=int(every), days=days, until=until, count=count)

    @property
    def says_when(self) -> bool:
        """Whether what stands there makes dates, whatever else is to be put right."""
        return "repeats" in self.fields and not set(self.WHEN) & set(self.errors)

    def timing(self) -> Timing:
        """When it takes place."""
        given = self.cleaned_data
        first, starts, ends = given["day"], given["starts"], given["ends"]
        if given["repeats"] == "once":
            return Timing(first, starts, ends)
        rule = None if given["every"] == LISTED else self.rule(given)
        return Timing(first, starts, ends, rule, given["not_on"], given["also_on"])

    @staticmethod
    def filled_with_timing(event: Event) -> dict[str, Any]:
        """What stands in the form when an event is changed."""
        timing = event.timing
        rule = timing.rule or Rule()
        every = LISTED if timing.rule is None and timing.extra else str(rule.every)
        if rule.nth is not None:
            every = MONTHLY_LAST if rule.nth == LAST else MONTHLY
        return {
            "day": timing.first_day,
            "starts": timing.starts,
            "ends": timing.ends,
            "repeats": "series" if timing.is_series else "once",
            "every": every,
            "weekdays": [str(day) for day in rule.days] if rule.nth is None else [],
            "until": rule.until,
            "count": rule.count,
            "not_on": timing.skipped or None,
            "also_on": timing.extra or None,
        }

    def _missing(self, field: str, sentence: Any) -> None:
        self.add_error(field, forms.ValidationError(sentence, code="required"))

    @property
    def more_of_series(self) -> Iterator[Any]:
        """The fields that only some series need, for the page."""
        return (self[name] for name in self.RARE)

    @property
    def says_more_of_series(self) -> bool:
        """Whether something stands, or is to be put right, among them; days written down need them."""
        listed = self["every"].value() == LISTED
        return listed or any(
            self[n].errors or self[n].value() not in (None, "", []) for n in self.RARE
        )
