"""Fields of the room's forms: text, numbers of people, telephone numbers, dates, times of day."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core import telephones

Choices = Sequence[tuple[str, Any]]

UNSEEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is not a character of XML 1.0 (section 2.2), or is discouraged there as a control."""


class TextField(forms.CharField):
    """A line or some lines of text. Characters that nobody can see are dropped, and what is one line
    stays one: a feed of XML breaks at the first, and an envelope shows the second as an address."""

    def to_python(self, value: Any) -> str:
        said = UNSEEN.sub("", super().to_python(value) or "")
        if not any(c.isprintable() and not c.isspace() for c in said):
            return ""  # joiners and marks of direction alone are no name
        return said if isinstance(self.widget, forms.Textarea) else " ".join(said.split())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut what is pasted and say nothing."""
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class EmailField(forms.EmailField):
    """An email address; `maxlength` is left out for the same reason."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class WholeNumberField(forms.IntegerField):
    """A number of people or places: nothing typed reads as nothing, not as a mistake."""

    def __init__(
        self, *, low: int = 0, high: int, wrong: Any, too_low: Any, too_high: Any, **kwargs: Any
    ) -> None:
        super().__init__(
            min_value=low,
            max_value=high,
            error_messages={
                "invalid": wrong,
                "required": wrong,
                "min_value": too_low,
                "max_value": too_high,
            },
            **kwargs,
        )


class TelephoneField(TextField):
    """A UK telephone number, kept as its digits: "07700 900123" becomes 07700900123."""

    def to_python(self, value: Any) -> str:
        said = super().to_python(value).strip()
        return telephones.plain(said) or said

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and telephones.plain(value) is None:
            raise forms.ValidationError(self.error_messages["wrong"], code="wrong")


class DayWidget(forms.Widget):
    """Day, month and year in three fields: name_0, name_1, name_2."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str, str]:
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part in range(3))
        return day, month, year

    def format_value(self, value: Any) -> Any:
        return (
            (str(value.day), str(value.month), str(value.year))
            if isinstance(value, date)
            else value
        )


class DayField(forms.Field):
    """A date in three fields, as people say it. Months may be written as words."""

    widget = DayWidget
    MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

    def __init__(self, *, missing: Any, **kwargs: Any) -> None:
        super().__init__(
            error_messages={
                "required": missing,
                "invalid": _("Write the date as numbers, like 5 10 2027."),
                "no_such_day": _("There is no such date. Check the day and the month."),
            },
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return DayWidget().format_value(value)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value is None:
            return value
        if not any(value):
            return None
        day, month, year = value
        if month[:3].lower() in self.MONTHS:
            month = str(self.MONTHS.index(month[:3].lower()) + 1)
        if not all(part.isdecimal() and len(part) <= 4 for part in (day, month, year)) or len(
            year
        ) not in (2, 4):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            raise forms.ValidationError(
                self.error_messages["no_such_day"], code="no_such_day"
            ) from None


TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)


class ClockField(forms.Field):
    """A time of day: 10:30, 10.30am, 2pm."""

    def __init__(self, *, missing: Any, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"required": missing, "invalid": _("Write the time like 10:30 or 2pm.")},
            widget=forms.TextInput(attrs={"type": "time"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        found = TIME.match(str(value).strip())
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time | datetime) else value
