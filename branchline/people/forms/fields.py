"""Fields that forms about people share."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("This is longer than we can keep. Please shorten it.")
MONTHS = (
    ("jan", "ion"), ("feb", "chwe"), ("mar", "maw"), ("apr", "ebr"), ("may", "mai"), ("jun", "meh"),
    ("jul", "gor"), ("aug", "aws"), ("sep", "medi"), ("oct", "hyd"), ("nov", "tach"), ("dec", "rhag"),
)  # fmt: skip
WRITTEN = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|[^\W\d]{3,12})[\s./,-]+(\d{4})$")
MACHINE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


class DayField(forms.CharField):
    """A day as people write it in one line: 9/3/1948, 9 March 1948."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.error_messages.update(
            invalid=_("Write the day, the month and the year, like 9 3 1948."),
            no_such_day=_("There is no such date. Check the day and the month."),
            max_length=_("Write the day, the month and the year, like 9 3 1948."),
        )
        self.widget.attrs.update({"autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The date; None for an empty field that may be."""
        typed = " ".join(str(super().clean(value)).split())
        if not typed:
            return None
        if found := MACHINE.match(typed):
            year, month, day = found.groups()
        elif found := WRITTEN.match(typed):
            day, month, year = found.groups()
        else:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(int(year), _month(month), int(day))
        except ValueError:
            raise forms.ValidationError(
                self.error_messages["no_such_day"], code="no_such_day"
            ) from None


def _month(said: str) -> int:
    if said.isdigit():
        return int(said)
    word = said.casefold()
    return next(
        (n for n, names in enumerate(MONTHS, 1) if any(word.startswith(name) for name in names)), 0
    )


def line(label: Any, *, longest: int, missing: Any = None, **kwargs: Any) -> forms.CharField:
    """A line of text. Without `missing`, it may be left empty."""
    words = {"max_length": TOO_LONG, "required": missing or TOO_LONG}
    attributes = kwargs.pop("attributes", {})
    return forms.CharField(
        label=label,
        max_length=longest,
        required=missing is not None,
        error_messages=words,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **attributes}),
        **kwargs,
    )


def lines(
    label: Any, *, longest: int, rows: int = 3, missing: Any = None, **kwargs: Any
) -> forms.CharField:
    """Several lines of text."""
    words = {"max_length": TOO_LONG, "required": missing or TOO_LONG}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=missing is not None,
        error_messages=words,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
        **kwargs,
    )


def choice(label: Any, choices: Any, *, missing: Any = None, **kwargs: Any) -> forms.ChoiceField:
    """One of some, as buttons; as a list when `listed`."""
    listed = kwargs.pop("listed", False)
    words = {
        "required": missing or TOO_LONG,
        "invalid_choice": missing or _("Choose from the list."),
    }
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=missing is not None,
        error_messages=words,
        widget=forms.Select if listed else forms.RadioSelect,
        **kwargs,
    )
