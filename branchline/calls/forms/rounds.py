"""A call round, and putting somebody on one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.people.models import Basis, Purpose, Worker

from ..actions import RoundFacts
from ..models import CallRound, HandOn, RoundKind, Script
from .calling import LONG

DAYS = (
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
)  # fmt: skip
PURPOSES = {
    RoundKind.WELFARE: Purpose.WELFARE,
    RoundKind.COMPANIONSHIP: Purpose.CALLS,
    RoundKind.DIGITAL: Purpose.CALLS,
    RoundKind.INVITATION: Purpose.NEWS,
}
"""Which of people’s wishes a round of this kind obeys."""
LADDERS = (
    ("companionship", _("3 calls on 3 days, at other times of the day"), (1440, 1440)),
    ("welfare", _("4 calls within a day, morning, afternoon and evening"), (120, 240, 960)),
    ("once", _("1 call, then somebody else decides"), ()),
)
"""Darlington’s hub of 2020: a first call and three more in 24 hours; companionship: 3 over 3 days (research/calls.md)."""
SELLS = (("no", _("No")), ("yes", _("Yes")))
AS_IT_IS = "as_it_is"
"""A ladder that none of these is: it was written elsewhere, and stays."""
TIME = dict.fromkeys(("invalid", "required"), _("Write a time like 9:30am or 17:00."))
ONE_OF = dict.fromkeys(("invalid_choice", "required"), _("Choose one of these."))
DAYS_BETWEEN = dict.fromkeys(
    ("invalid", "required", "min_value", "max_value"), _("Write a number of days, from 1 to 366.")
)


CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class RoundForm(OnceForm):
    """Everything that callers and auditors must know; most of it has a good answer already."""

    name = forms.CharField(
        label=_("What do you call it?"), max_length=80,
        error_messages={"required": _("Give it a name."), **LONG},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What are the calls for?"), widget=forms.RadioSelect, choices=RoundKind.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what the calls are for.")
        ),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why do we ring these people?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence that callers can say when they are asked."),
        error_messages={"required": _("Say why, in a sentence."), **LONG},
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("Why may we?"), widget=forms.RadioSelect, choices=Basis.choices,
        help_text=_("The lawful basis, as your data protection officer has agreed."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose the lawful basis.")),
    )  # fmt: skip
    promotional = forms.ChoiceField(
        label=_("Do these calls sell something or raise money?"), required=False, widget=forms.RadioSelect, choices=SELLS,
        error_messages=ONE_OF,
        help_text=_(
            "A book sale, a ticket, a paid course, a collection. By law (PECR, regulation 21) a number on the Telephone"
            " Preference Service’s list may not be rung for that without a yes of the person. So people wait until their"
            " number is screened, or they have said yes to news from you."
        ),
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("On which days?"), widget=forms.CheckboxSelectMultiple, choices=DAYS,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose at least one day.")),
    )  # fmt: skip
    begins = forms.TimeField(label=_("Not before"), widget=CLOCK, error_messages=TIME)
    ends = forms.TimeField(label=_("Not after"), widget=CLOCK, error_messages=TIME)
    interval_days = forms.IntegerField(
        label=_("Days from one talk to the next call"), min_value=1, max_value=366,
        error_messages=DAYS_BETWEEN,
    )  # fmt: skip
    ladder = forms.ChoiceField(
        label=_("When nobody answers"), widget=forms.RadioSelect, error_messages=ONE_OF
    )
    hand_on = forms.ChoiceField(
        label=_("And then"), widget=forms.RadioSelect, choices=HandOn.choices, error_messages=ONE_OF
    )
    shown_number = forms.CharField(
        label=_("The number they see when we ring"), required=False, max_length=20,
        help_text=_("Your library’s own. People don’t answer numbers they don’t know."),
        error_messages=LONG,
    )  # fmt: skip
    callers = forms.MultipleChoiceField(
        label=_("Who rings?"), widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        workers: Sequence[Worker] = (),
        was: CallRound | None = None,
        **kwargs: Any,
    ) -> None:
        """`was`: the round that is changed."""
        super().__init__(*args, initial=self.of(was) if was else self.usual(), **kwargs)
        self.was = was
        ladders = [(key, words) for key, words, _waits in LADDERS]
        if self.initial["ladder"] == AS_IT_IS:
            ladders.append((AS_IT_IS, _("As it is now")))
        self.fields["ladder"].choices = ladders  # type: ignore[attr-defined]
        self.fields["callers"].choices = [(each.public_id, each.name) for each in workers]  # type: ignore[attr-defined]

    @staticmethod
    def usual() -> dict[str, Any]:
        """What stands there before anybody has typed."""
        return {
            "days": ["0", "1", "2", "3", "4"], "begins": "09:30", "ends": "17:00", "interval_days": 7,
            "promotional": "no", "ladder": "companionship", "hand_on": HandOn.COORDINATOR,
        }  # fmt: skip

    @staticmethod
    def of(round_: CallRound) -> dict[str, Any]:
        """What a round says today."""
        waits = tuple(round_.waits)
        return {
            "name": round_.name, "kind": round_.kind, "why": round_.why, "basis": round_.basis,
            "promotional": "yes" if round_.promotional else "no",
            "days": [str(day) for day in round_.days], "begins": round_.begins, "ends": round_.ends,
            "interval_days": round_.interval_days, "hand_on": round_.hand_on, "shown_number": round_.shown_number,
            "ladder": next((key for key, _words, each in LADDERS if each == waits), AS_IT_IS),
            "callers": list(round_.callers.values_list("public_id", flat=True)),
        }  # fmt: skip

    def facts(self, script: Script) -> RoundFacts:
        """As the action takes it; what the form does not ask stays as it was."""
        given = self.cleaned_data
        kind = RoundKind(given["kind"])
        said: dict[str, Any] = {
            "name": given["name"],
            "kind": kind,
            "why": given["why"],
            "purpose": PURPOSES[kind],
            "basis": Basis(given["basis"]),
            "promotional": given["promotional"] == "yes",
            "script": script,
            "days": [int(day) for day in given["days"]],
            "begins": given["begins"],
            "ends": given["ends"],
            "interval_days": given["interval_days"],
            "hand_on": HandOn(given["hand_on"]),
            "shown_number": given["shown_number"],
        }
        for key, _words, waits in LADDERS:
            if key == given["ladder"]:
                said["waits"] = [timedelta(minutes=each) for each in waits]
        return replace(RoundFacts.of(self.was), **said) if self.was else RoundFacts(**said)


class PutOnForm(OnceForm):
    """Put somebody on a round."""

    round = forms.ChoiceField(
        label=_("On which round?"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a round.")),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why them?"), max_length=200, help_text=_("They may ask, and callers tell them."),
        error_messages={"required": _("Say in a few words why."), **LONG},
    )  # fmt: skip
    usual_caller = forms.ChoiceField(
        label=_("Who usually rings them?"), required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )  # fmt: skip
    first = forms.BooleanField(label=_("Ring them before others"), required=False)

    def __init__(
        self, *args: Any, rounds: Sequence[CallRound], workers: Sequence[Worker], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [(each.public_id, each.name) for each in rounds]  # type: ignore[attr-defined]
        people = [(each.public_id, each.name) for each in workers]
        self.fields["usual_caller"].choices = [("", _("Anybody")), *people]  # type: ignore[attr-defined]


class EndForm(Form):
    """Why somebody is no longer rung."""

    why = forms.CharField(
        label=_("Why are they taken off this round?"), max_length=200,
        error_messages={"required": _("Say in a few words why."), **LONG},
    )  # fmt: skip
