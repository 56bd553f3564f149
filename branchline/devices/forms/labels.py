"""Which labels, on what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.places.models import Branch

from ..labels import SHEETS
from ..models import Kind
from .fields import fill_branches, from_a_list, one_of

PAPERS = {
    "24": _("A4 sheet of 24, each 64 × 34 mm"),
    "65": _("A4 sheet of 65, each 38 × 21 mm"),
    "roll": _("Roll, each 62 × 29 mm"),
    "small": _("Roll for small parts, each 30 × 12 mm"),
}


class LabelsForm(Form):
    """What is printed."""

    paper = one_of(_("On what?"), tuple(PAPERS.items()), needed=_("Choose what you print on."))
    branch = from_a_list(_("Of which library?"))
    kind = forms.ChoiceField(
        label=_("Of which kind?"), required=False,
        choices=(("", _("Every kind")), *Kind.choices, ("cases", _("Kit cases"))),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )  # fmt: skip
    first = forms.IntegerField(
        label=_("Begin at label number"), required=False, min_value=1, max_value=65, initial=1,
        help_text=_("For a sheet of which some are gone already: counted from the top left."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a number from 1 to 65.")),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_branches(self.fields["branch"], branches, none=_("Every library"))

    @property
    def place(self) -> int:
        """How many labels of the first sheet stay white."""
        sheet = SHEETS[self.cleaned_data["paper"]]
        return ((self.cleaned_data["first"] or 1) - 1) % (sheet.columns * sheet.rows)
