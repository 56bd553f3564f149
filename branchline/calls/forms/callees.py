"""How somebody is rung."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..actions import Ways
from ..models import Callee
from .calling import LONG
from .rounds import DAYS

HOURS = [("", _("Any")), *((str(hour), f"{hour}:00") for hour in range(8, 22))]
LIST = {"invalid_choice": _("Choose from the list.")}


class WaysForm(Form):
    """What callers are told of somebody, and when they like to be rung. All of it may stay empty."""

    matters = forms.CharField(
        label=_("What matters to them?"), required=False, max_length=600, error_messages=LONG,
        help_text=_("Every caller reads it: what they like to talk about, what to leave alone."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    shared_with = forms.CharField(
        label=_("Who else answers this number?"), required=False, max_length=80, error_messages=LONG
    )
    spoken = forms.CharField(
        label=_("Which language must the caller speak?"), required=False, max_length=40, error_messages=LONG,
        help_text=_("Leave it empty for English. A caller who speaks it must be down with it, or nobody rings them."),
    )  # fmt: skip
    may_leave_message = forms.BooleanField(label=_("A message may be left"), required=False)
    days = forms.MultipleChoiceField(
        label=_("On which days do they like to be rung?"), required=False, choices=DAYS,
        widget=forms.CheckboxSelectMultiple, error_messages=LIST, help_text=_("None ticked: any day."),
    )  # fmt: skip
    begins = forms.ChoiceField(label=_("Not before"), required=False, choices=HOURS, error_messages=LIST)  # fmt: skip
    ends = forms.ChoiceField(label=_("Not after"), required=False, choices=HOURS, error_messages=LIST)  # fmt: skip

    @staticmethod
    def of(callee: Callee) -> dict[str, Any]:
        """What stands there today."""
        ways = Ways.of(callee)
        return {
            "matters": ways.matters, "shared_with": ways.shared_with, "spoken": ways.spoken,
            "may_leave_message": ways.may_leave_message, "days": [str(day) for day in ways.days],
            "begins": "" if ways.begins is None else str(ways.begins),
            "ends": "" if ways.ends is None else str(ways.ends),
        }  # fmt: skip

    def ways(self) -> Ways:
        """As the action takes it."""
        said = self.cleaned_data
        return Ways(
            matters=said["matters"],
            shared_with=said["shared_with"],
            spoken=said["spoken"],
            may_leave_message=said["may_leave_message"],
            days=[int(day) for day in said["days"]],
            begins=int(said["begins"]) if said["begins"] else None,
            ends=int(said["ends"]) if said["ends"] else None,
        )
