"""Asking for a friendly call, and taking it up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.people.models import WORDINGS, Purpose
from branchline.referrals.actions import Asking
from branchline.referrals.models import How

from ..models import CallRound
from .calling import LONG

ME, ANOTHER = "me", "another"


class AskForm(OnceForm):
    """Short, and by telephone alone: no email is needed."""

    who = forms.ChoiceField(
        label=_("Who would like to be rung?"), widget=forms.RadioSelect,
        choices=[(ME, _("I would")), (ANOTHER, _("Somebody else, who has agreed"))],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who would like to be rung.")),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name of the person we ring"), max_length=100,
        error_messages={"required": _("Write the name of the person we ring."), **LONG},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Their telephone number"), max_length=40,
        error_messages={"required": _("Write the number we ring."), **LONG},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    more = forms.CharField(
        label=_("When is a good time, and what shall we know?"), required=False, max_length=400, error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    asked_by = forms.CharField(
        label=_("Your name, if you ask for somebody else"), required=False, max_length=100, error_messages=LONG
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("Whoever is rung agrees: “%(sentence)s”"),
        error_messages={"required": _("We ring only people who have agreed. Ask them first, and tick this.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = str(self.fields["agrees"].label)
        self.fields["agrees"].label = label % {"sentence": WORDINGS[Purpose.CALLS][1]}

    def clean(self) -> dict[str, Any]:
        """Who asks for another says who they are."""
        given = super().clean() or {}
        if given.get("who") == ANOTHER and not given.get("asked_by"):
            self.add_error("asked_by", _("Write your name, so that we can say who asked."))
        return given

    def asking(self, language: str) -> Asking:
        """As the action takes it."""
        given = self.cleaned_data
        other = given["asked_by"] if given["who"] == ANOTHER else ""
        return Asking(given["name"], given["number"], language, given["more"], other)


class TakeUpForm(Form):
    """On which round, why, and how they said yes."""

    round = forms.ChoiceField(
        label=_("On which round?"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a round.")),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why them?"), max_length=200, help_text=_("They may ask, and callers tell them."),
        error_messages={"required": _("Say in a few words why."), **LONG},
    )  # fmt: skip
    matters = forms.CharField(
        label=_("What matters to them?"), required=False, max_length=600, error_messages=LONG,
        help_text=_("Every caller reads it: what they like to talk about, what to leave alone."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    heard = forms.ChoiceField(
        label=_("How did you hear their own yes?"), widget=forms.RadioSelect, choices=How.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Ask them first, and choose how they said yes.")),
    )  # fmt: skip

    def __init__(self, *args: Any, rounds: Sequence[CallRound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [(each.public_id, each.name) for each in rounds]  # type: ignore[attr-defined]
