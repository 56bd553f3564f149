"""What somebody does with a task."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models.tasks import OUTCOME_LIMIT

LONG = {"max_length": _("Please say it in %(limit_value)d letters or fewer.")}


class FinishForm(Form):
    """It is done."""

    outcome = forms.CharField(
        label=_("What came of it?"), required=False, max_length=OUTCOME_LIMIT, error_messages=LONG,
        help_text=_("A few words for whoever looks later. It may stay empty."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class DropForm(Form):
    """Nobody does it any more."""

    outcome = forms.CharField(
        label=_("Why does nobody need to do it?"), required=False, max_length=OUTCOME_LIMIT, error_messages=LONG,
    )  # fmt: skip


class GiveForm(Form):
    """To a colleague."""

    owner = forms.ChoiceField(
        label=_("Give it to"),
        required=False,
        error_messages={"invalid_choice": _("Choose somebody who works here today.")},
    )

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Everybody who may do it")), *colleagues]


class PutOffForm(Form):
    """Another day."""

    due = forms.DateField(
        label=_("Do it by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day like 2026-12-03."),
        },
    )
