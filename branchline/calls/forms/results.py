"""From which day until which."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..queries import Period

DAY = dict.fromkeys(("invalid", "required"), _("Write a day like 27 3 2026."))


class PeriodForm(Form):
    """A period, both days within."""

    first = forms.DateField(
        label=_("From"), error_messages=DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    last = forms.DateField(
        label=_("Until"), error_messages=DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("This is before the first day."))
        return given

    def period(self) -> Period:
        """As it was chosen."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])
