"""Putting a replay up: for how long, and what of it."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

WEEK, MONTH, QUARTER = "7", "30", "90"
LENGTHS = [(WEEK, _("A week")), (MONTH, _("30 days")), (QUARTER, _("90 days"))]


class ReplayForm(Form):
    """How long, and whether what belongs to no item is in it."""

    days = forms.ChoiceField(
        label=_("How long can it be seen?"), choices=LENGTHS, widget=forms.RadioSelect, initial=MONTH,
        help_text=_("It goes by itself on its last day. Each item goes sooner where the run sheet says so."),
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    talk = forms.BooleanField(
        label=_("Show what was said before the first item too"), required=False,
        help_text=_("Only when no child is seen or named in it without a parent’s yes."),
    )  # fmt: skip

    def until(self, today: date) -> date:
        """Its last day."""
        return today + timedelta(days=int(self.cleaned_data["days"]) - 1)
