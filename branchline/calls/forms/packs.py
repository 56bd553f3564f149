"""A pack is made."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.people.models import Worker

from ..actions import MOST

HOW_MANY = _("Write how many people, from 1 to 20.")


class PackForm(OnceForm):
    """For whom, for which day, and how many people."""

    worker = forms.ChoiceField(
        label=_("Who rings?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a caller.")),
    )
    day = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Write the day like 2027-10-05.")),
    )
    most = forms.IntegerField(
        label=_("How many people at most?"), min_value=1, max_value=MOST, initial=6,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOW_MANY),
    )  # fmt: skip

    def __init__(self, *args: Any, workers: Sequence[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.public_id, each.name) for each in workers]
        self.fields["worker"].choices = [("", ""), *choices]  # type: ignore[attr-defined]
