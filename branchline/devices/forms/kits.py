"""Kit cases, their parts, and SIM cards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.places.models import Branch

from ..actions import SimFacts
from ..models import KitCase, Need, SimFrom
from .fields import day, fill, fill_branches, from_a_list, line, one_of


def _some(words: Any) -> dict[str, Any]:
    return dict.fromkeys(("invalid", "required", "min_value", "max_value"), words)


NUMBER = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class CaseForm(OnceForm):
    """A new case."""

    name = line(_("What do you call it?"), longest=80, needed=_("Give it a name."))
    branch = from_a_list(_("At which library?"), needed=_("Choose the library."))

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_branches(self.fields["branch"], branches)


class PartForm(OnceForm):
    """What belongs into it."""

    name = line(
        _("What belongs into it?"),
        longest=80,
        needed=_("Write what it is: a charger, for instance."),
    )
    need = one_of(_("How important is it?"), Need.choices, needed=_("Choose how important it is."))
    quantity = forms.IntegerField(
        label=_("How many?"), min_value=1, max_value=99, initial=1, widget=NUMBER, error_messages=_some(_("Write a whole number from 1 to 99.")),
    )  # fmt: skip


class MoveCaseForm(OnceForm):
    """To where."""

    branch = from_a_list(_("To which library?"), needed=_("Choose the library."))

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_branches(self.fields["branch"], branches)


class IntoCaseForm(OnceForm):
    """Into which."""

    case = from_a_list(
        _("Into which kit case?"), help_text=_("It goes to the library of that case.")
    )

    def __init__(self, *args: Any, cases: Sequence[KitCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self.fields["case"], cases, none=_("None: take it out"))


class SimForm(OnceForm):
    """A new card."""

    iccid = line(
        _("Number on the card"), longest=30, needed=_("Write the number that is printed on the card."),
        help_text=_("19 or 20 digits; it begins with 89."),
    )  # fmt: skip
    network = line(_("Network"), longest=60, needed=_("Write whose network it is."))
    source = one_of(_("Whose data is it?"), SimFrom.choices, needed=_("Choose whose data it is."))
    allowance = forms.IntegerField(
        label=_("GB a month"), required=False, min_value=1, max_value=9999, widget=NUMBER,
        error_messages=_some(_("Write a whole number from 1 to 9999.")), help_text=_("Leave it empty where there is no limit."),
    )  # fmt: skip
    until = day(_("Its last day"))
    branch = from_a_list(_("At which library?"), needed=_("Choose the library."))

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_branches(self.fields["branch"], branches)

    def facts(self) -> SimFacts:
        """As the action takes it."""
        given = self.cleaned_data
        return SimFacts(
            given["iccid"], given["network"], SimFrom(given["source"]), given["allowance"], given["until"]
        )  # fmt: skip


class PutSimForm(OnceForm):
    """Into which device."""

    code = line(
        _("Tag of the device"), longest=300,
        help_text=_("Scan it, or type it like 417-0256-K. Leave it empty to take the card out."),
    )  # fmt: skip
