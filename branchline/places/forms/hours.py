"""When a library is open, and how one gets in: the shape of input."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.core.words import Translated, said
from branchline.places.models import Branch, Weekday
from branchline.places.queries import DayHours, Span

from .fields import Dated, InTwoLanguages
from .fields import words as text_field

TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a|p)?", re.IGNORECASE)
SPANS = 2
"""Spans a day that the form offers: morning and afternoon around a lunch break."""


class ClockField(forms.CharField):
    """A time as people write it: 9, 9:30, 9.30am, 1700, noon."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=20, **kwargs)
        self.error_messages["max_length"] = _("Write a time like 9:30am or 17:00.")
        self.widget.attrs.update(
            {"class": "govuk-input govuk-input--width-5", "autocomplete": "off"}
        )

    def to_python(self, value: Any) -> time | None:  # type: ignore[override]
        typed = str(value or "").strip().lower()
        if not typed:
            return None
        named = {"noon": time(12), "midday": time(12)}.get(typed)
        if named is not None:
            return named
        found = TIME.fullmatch(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        half = (found[3] or "")[:1] if found else ""
        if half and not 1 <= hour <= 12:
            hour = 99
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(_("Write a time like 9:30am or 17:00."), code="time")
        return time(hour, minute)

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length was looked at while reading; what is left is a time."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class WeekForm(Form):
    """The usual week: up to two spans a day. An empty day is closed."""

    def __init__(self, *args: Any, week: Sequence[DayHours] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in Weekday:
            spans = week[day.value].spans if week else ()
            for number in range(SPANS):
                span = spans[number] if number < len(spans) else None
                for end, words in (
                    ("opens", _("%(day)s, opens")),
                    ("closes", _("%(day)s, closes")),
                ):
                    self.fields[f"{end}_{day.value}_{number}"] = ClockField(
                        label=words % {"day": day.label},
                        initial=getattr(span, end) if span else None,
                    )

    def days(self) -> Iterator[dict[str, Any]]:
        """For the template: each weekday with its fields."""
        for day in Weekday:
            spans = [
                (self[f"opens_{day.value}_{n}"], self[f"closes_{day.value}_{n}"])
                for n in range(SPANS)
            ]
            errors = [e for pair in spans for field in pair for e in field.errors]
            yield {"name": day.label, "spans": spans, "errors": errors}

    def clean(self) -> dict[str, Any]:
        """Each span has both ends, in their order."""
        cleaned = super().clean() or {}
        for day in Weekday:
            for n in range(SPANS):
                opens, closes = f"opens_{day.value}_{n}", f"closes_{day.value}_{n}"
                if opens in self.errors or closes in self.errors:
                    continue
                start, end = cleaned.get(opens), cleaned.get(closes)
                if start and not end:
                    self.add_error(closes, _("%(day)s: say when it closes.") % {"day": day.label})
                elif end and not start:
                    self.add_error(opens, _("%(day)s: say when it opens.") % {"day": day.label})
                elif start and end and end <= start:
                    self.add_error(
                        closes, _("%(day)s: it closes before it opens.") % {"day": day.label}
                    )
        return cleaned

    def week(self) -> dict[int, list[Span]]:
        """What was typed, as the action takes it."""
        return {
            day.value: [
                Span(start, end)
                for n in range(SPANS)
                if (start := self.cleaned_data[f"opens_{day.value}_{n}"])
                and (end := self.cleaned_data[f"closes_{day.value}_{n}"])
            ]
            for day in Weekday
        }


KNOWN = (("", _("Not known")), ("yes", _("Yes")), ("no", _("No")))
AS_VALUE: Mapping[str, bool | None] = {"": None, "yes": True, "no": False}
AS_CHOICE = {value: choice for choice, value in AS_VALUE.items()}


class AccessForm(Form):
    """Access facts: yes, no, or not known yet. Never a guess."""

    note = forms.CharField(
        label=_("Anything else that helps to get in"),
        help_text=_("For example: “Ring the bell at the side door, we come with the ramp.”"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Use at most 500 letters. You wrote %(show_value)d.")},
    )

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = {f.name: f for f in branch._meta.concrete_fields}
        for name in branch.ACCESS:
            self.fields[name] = forms.ChoiceField(
                label=str(fields[name].verbose_name),
                choices=KNOWN,
                required=False,
                initial=AS_CHOICE[getattr(branch, name)],
                error_messages={"invalid_choice": _("Choose yes, no, or not known.")},
            )
        self.fields["note"].initial = branch.access_note.text()
        self.order_fields([*branch.ACCESS, "note"])
        self.names = branch.ACCESS

    def facts(self) -> dict[str, bool | None]:
        """What was chosen, as the action takes it."""
        return {name: AS_VALUE[self.cleaned_data[name]] for name in self.names}

    def words(self, before: Translated, language: str) -> Translated:
        """The note, replaced in the language of the page only."""
        typed = " ".join(self.cleaned_data["note"].replace("\x00", "").split())
        texts = {**before.texts, language: typed}
        return said(texts.get("en", ""), texts.get("cy", ""))


class DaysForm(Dated):
    """Days on which a library is closed or keeps other hours."""

    parted = ("first_day", "last_day")

    first_day = forms.DateField(label=_("First day"), required=False)
    last_day = forms.DateField(label=_("Last day"), required=False)
    opens = ClockField(label=_("Opens"), help_text=_("Leave both times empty if it is closed."))
    closes = ClockField(label=_("Closes"))
    because = forms.CharField(
        label=_("Why"),
        help_text=_("For example: “Bank holiday” or “Boiler repair”."),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Use at most 120 letters. You wrote %(show_value)d.")},
    )

    def clean(self) -> dict[str, Any]:
        """Days from their parts; one day when no last one is given; both times or none."""
        cleaned = super().clean() or {}
        first = self.read_day("first_day", None, _("Give the first day, like 27 3 2027."))
        cleaned["first_day"] = first
        cleaned["last_day"] = self.read_day("last_day", first, "") if first else None
        if bool(cleaned.get("opens")) != bool(cleaned.get("closes")):
            self.add_error(
                "closes" if cleaned.get("opens") else "opens",
                _("Give both times, or none if it is closed."),
            )
        cleaned["because"] = " ".join(str(cleaned.get("because") or "").replace("\x00", "").split())
        return cleaned


class SeasonForm(Dated, InTwoLanguages, WeekForm):
    """A week that holds from one day until another."""

    parted = ("first_day", "last_day")

    name_en = text_field(_("Name"), longest=80, required=True, missing=_("Give it a name, like “Summer hours”."))  # fmt: skip
    name_cy = text_field(_("Name in Welsh"), longest=80)
    first_day = forms.DateField(label=_("First day"), required=False)
    last_day = forms.DateField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        """Both days."""
        cleaned = super().clean() or {}
        first = self.read_day("first_day", None, _("Give the first day, like 27 3 2027."))
        last = self.read_day("last_day", None, _("Give the last day, like 27 3 2027."))
        return cleaned | {"first_day": first, "last_day": last}
