"""Who hears of concerns, and when the office is open."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models import Position

DAYS = [(str(number), name) for number, name in enumerate((
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
))]  # fmt: skip


class DutyForm(Form):
    """Somebody for a position."""

    position = forms.ChoiceField(
        label=_("As what?"),
        widget=forms.RadioSelect,
        choices=Position.choices,
        error_messages={
            "required": _("Choose lead, deputy or duty number."),
            "invalid_choice": _("Choose lead, deputy or duty number."),
        },
    )
    account = forms.ChoiceField(
        label=_("A colleague"), required=False,
        help_text=_("A lead or deputy needs an account, to read and acknowledge."),
        error_messages={"invalid_choice": _("Choose somebody who works here today.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Or a name"), required=False, max_length=120,
        help_text=_("For a number that somebody answers, like the council’s out-of-hours team."),
        error_messages={"max_length": _("Use 120 letters or fewer.")},
    )  # fmt: skip
    telephone = forms.CharField(
        label=_("Telephone number"), required=False, max_length=40,
        help_text=_("A mobile number gets a text. Everybody who raises a concern is shown the duty number."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"max_length": _("Write one number.")},
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"), required=False, choices=DAYS, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every day."),
        error_messages={"invalid_choice": _("Choose from these days.")},
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Nobody with an account")), *colleagues]


class HoursForm(Form):
    """The office's hours."""

    weekdays = forms.MultipleChoiceField(
        label=_("Open on"), choices=DAYS, widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": _("Choose from these days.")},
    )  # fmt: skip
    opens = forms.TimeField(
        label=_("From"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Write a time, like 09:00."),
            "invalid": _("Write a time, like 09:00."),
        },
    )
    closes = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Write a time, like 17:00."),
            "invalid": _("Write a time, like 17:00."),
        },
    )
    on_bank_holidays = forms.BooleanField(label=_("Also on bank holidays"), required=False)
