"""Who rings somebody, and who does not."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.people.models import Worker

from .calling import LONG

ONE_OF = dict.fromkeys(("invalid_choice", "required"), _("Choose from the list."))


class _WhoForm(Form):
    """One of the callers, by public id."""

    worker = forms.ChoiceField()
    nobody: "str | Promise" = ""

    def __init__(self, *args: Any, workers: Sequence[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {each.public_id: each for each in workers}
        choices = [("", self.nobody), *((key, each.name) for key, each in self.workers.items())]
        cast("forms.ChoiceField", self.fields["worker"]).choices = choices

    @property
    def chosen(self) -> Worker | None:
        """Who was chosen; None for nobody in particular."""
        return self.workers.get(self.cleaned_data["worker"])


class UsualForm(_WhoForm):
    """The caller whose voice they know."""

    prefix = "usual"
    worker = forms.ChoiceField(label=_("Who usually rings them?"), required=False, error_messages=ONE_OF)  # fmt: skip
    nobody = _("Anybody")


class ApartForm(_WhoForm):
    """A relative, a neighbour, somebody they fell out with."""

    prefix = "apart"
    worker = forms.ChoiceField(label=_("Who must not ring them?"), error_messages=ONE_OF)
    why = forms.CharField(
        label=_("Why not?"), max_length=120,
        error_messages={"required": _("Say in a few words why."), **LONG},
    )  # fmt: skip
