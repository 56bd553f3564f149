"""A calendar or page of another system."""

from collections.abc import Sequence
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models import SourceKind


class SourceForm(Form):
    """Where it is, and whether what it says is shown without a look."""

    name = forms.CharField(
        label=_("What shall we call it?"),
        help_text=_("For example: Friends of Sale Library"),
        max_length=120,
        error_messages={
            "required": _("Give it a name that your colleagues know."),
            "max_length": _("Use a shorter name."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=SourceKind.choices,
        widget=forms.RadioSelect,
        initial=SourceKind.CALENDAR,
        error_messages={
            "required": _("Choose a calendar or a web page."),
            "invalid_choice": _("Choose a calendar or a web page."),
        },
    )
    address = forms.CharField(
        label=_("Its address"),
        help_text=_("The whole address, beginning with https://"),
        max_length=500,
        error_messages={
            "required": _("Give the whole address, beginning with https://."),
            "max_length": _("This address is too long. Is it the right one?"),
        },
    )
    branch = forms.ChoiceField(
        label=_("Where is it, when it doesn’t say?"),
        required=False,
        help_text=_("We recognise your libraries by their names and postcodes."),
        error_messages={"invalid_choice": _("Choose one of your libraries.")},
    )
    trusted = forms.ChoiceField(
        label=_("Do you want to look first?"),
        choices=[
            Choice("", _("Yes, each waits until one of us accepts it")),
            Choice("1", _("No, we look after this calendar ourselves: show everything at once")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="",
        error_messages={"invalid_choice": _("Choose one of the two.")},
    )

    def __init__(self, *args: Any, branches: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [("", _("Nowhere in particular")), *branches]  # type: ignore[attr-defined]
