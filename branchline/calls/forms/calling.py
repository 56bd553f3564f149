"""How a call went, and handing one back."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import takewhile
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.clock import LONDON
from branchline.core.forms import Form, OnceForm
from branchline.referrals.models import Felt

from ..actions import Answered, Heard, Need
from ..models import LONGEST_NOTE, NeedKind, Outcome, Script, Urgency
from ..queries import Helper, Promised
from .suits import SuitsFields

LONG = {"max_length": _("Please say it in %(limit_value)d letters or fewer.")}


class CallForm(SuitsFields, OnceForm):
    """How a call went, in one form: what is seen without a script is one page, with it nine short steps."""

    slip = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        choices=Outcome.choices,
        help_text=_("Choose “We talked” as soon as they answer. You can change it until you save."),
        error_messages={
            "required": _("Choose how the call went."),
            "invalid_choice": _("Choose how the call went."),
        },
    )
    message_left = forms.BooleanField(label=_("I left a message"), required=False)
    minutes = forms.IntegerField(
        label=_("How many minutes did you talk?"), required=False, min_value=0, max_value=600,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write the minutes as a number, for example 12.")
        ),
    )  # fmt: skip
    for_next = forms.CharField(
        label=_("What should the next caller know?"), required=False, max_length=LONGEST_NOTE, error_messages=LONG,
        help_text=_("What you talked about, what to ask next time. Nothing about health or money."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    private = forms.CharField(
        label=_("What should the coordinator know?"), required=False, max_length=LONGEST_NOTE, error_messages=LONG,
        help_text=_("The next caller does not see it. A worry about their safety has its own place after this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("Do they need something?"),
        widget=forms.CheckboxSelectMultiple,
        choices=NeedKind.choices,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    helpers = forms.MultipleChoiceField(
        label=_("Shall a partner help?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _(
                "That partner takes nobody any more. Choose from the list as it is now."
            )
        },
    )
    need_words = forms.CharField(
        label=_("In a few words"), required=False, max_length=300, error_messages=LONG,
        help_text=_("Whoever helps reads this."),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("How soon?"), widget=forms.RadioSelect, choices=Urgency.choices, required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )  # fmt: skip
    measured = forms.ChoiceField(
        label=_("Did you ask them?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes")),
            ("rather_not", _("They would rather not")),
            ("", _("Not today")),
        ],
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    ring_on = forms.DateField(
        label=_("Ring them once on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("If they asked for a day. Otherwise leave it: the round says when."),
        error_messages={"invalid": _("Write the day like 2027-10-05.")},
    )  # fmt: skip
    ring_from = forms.TimeField(
        label=_("From what time"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like 14:30.")},
    )  # fmt: skip
    hard = forms.BooleanField(
        label=_("That was hard"), required=False,
        help_text=_("Somebody will ask how you are, today or tomorrow."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        script: Script | None = None,
        helpers: Sequence[Helper] = (),
        promised: Sequence[Promised] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.can_help = {helper.key: helper for helper in helpers}
        choices = [(helper.key, helper.said) for helper in helpers]
        cast("forms.MultipleChoiceField", self.fields["helpers"]).choices = choices
        self.promised = {each.name: each for each in promised}
        for name, each in self.promised.items():
            self.fields[name] = forms.ChoiceField(
                label=each.words,
                widget=forms.RadioSelect,
                choices=Felt.choices,
                required=False,
                error_messages={"invalid_choice": _("Choose from the list.")},
            )
        self.script = script.spoken if script else []
        self.asked: list[str] = []
        for step in self.script:
            if step["choices"]:
                name = f"step_{step['id']}"
                self.asked.append(name)
                self.fields[name] = forms.ChoiceField(
                    label=f"{step['number']}. {step['ask']}",
                    widget=forms.RadioSelect,
                    choices=[(choice["id"], _leads(choice)) for choice in step["choices"]],
                    required=False,
                    error_messages={"invalid_choice": _("Choose from the list.")},
                )

    def clean(self) -> dict[str, Any]:
        """A partner is told of a need that is ticked too, in words that they can do something with."""
        given = self.cleaned_data
        chosen = [self.can_help[key] for key in given.get("helpers", ()) if key in self.can_help]
        if any(helper.need not in given.get("needs", ()) for helper in chosen):
            self.add_error("needs", _("A partner is ticked for something that is not. Tick what they need, or no partner for it."))  # fmt: skip
        if chosen and len(given.get("need_words", "").split()) < 2:
            self.add_error("need_words", _("Say in a few words what is needed: the partner reads it."))  # fmt: skip
        return given

    @property
    def needs_with_helpers(self) -> list[tuple[Any, list[Any]]]:
        """Each need as a box to tick, with the boxes of those who could help with it."""
        helpers = [(str(box.data["value"]), box) for box in self["helpers"]]
        return [
            (box, [each for key, each in helpers if key.startswith(f"{box.data['value']}:")])
            for box in self["needs"]
        ]

    @property
    def told(self) -> list[Any]:
        """Did what was promised happen? As fields to be shown."""
        return [self[name] for name in self.promised]

    @property
    def opening(self) -> list[dict[str, Any]]:
        """What is said before the first question."""
        return list(takewhile(lambda step: not step["choices"], self.script))

    @property
    def talk(self) -> list[dict[str, Any]]:
        """The rest of the script, questions as fields to be shown. `leads`: "well:4 so_so:4"."""
        return [
            {
                **step,
                "field": self[f"step_{step['id']}"] if step["choices"] else None,
                "leads": " ".join(
                    f"{each['id']}:{each['to']}" for each in step["choices"] if each["to"]
                ),
            }
            for step in self.script[len(self.opening) :]
        ]

    @property
    def answers(self) -> dict[str, str]:
        """{id of a step: id of a choice}, of those that were answered."""
        given = self.cleaned_data
        return {name.removeprefix("step_"): given[name] for name in self.asked if given.get(name)}

    def ring_at(self, *, usually: time) -> datetime | None:
        """The moment that was asked for; on a day without an hour, when the round begins to ring."""
        day: date | None = self.cleaned_data["ring_on"]
        if day is None:
            return None
        return datetime.combine(day, self.cleaned_data["ring_from"] or usually, LONDON)

    def heard(self, *, usually: time, answered: Answered | None = None) -> Heard:
        """As the action takes it. `answered`: what they said to the questions that were due."""
        given = self.cleaned_data
        urgency = Urgency(given["urgency"] or Urgency.SOON)
        return Heard(
            outcome=Outcome(given["outcome"]),
            answers=self.answers,
            for_next=given["for_next"],
            private=given["private"],
            minutes=given["minutes"],
            message_left=given["message_left"],
            hard=given["hard"],
            ring_at=self.ring_at(usually=usually),
            needs=tuple(
                Need(NeedKind(kind), urgency, given["need_words"], helper)
                for kind in given["needs"]
                for helper in self._helpers(kind)
            ),
            answered=answered,
            suits=self.suits,
            told=tuple(
                (each, Felt(given[name])) for name, each in self.promised.items() if given[name]
            ),
        )

    def _helpers(self, need: str) -> list[Helper | None]:
        """Those who were ticked for it; without any one of ours sees to it."""
        chosen = [self.can_help[key] for key in self.cleaned_data["helpers"]]
        return [helper for helper in chosen if helper.need == need] or [None]


def _leads(choice: dict[str, Any]) -> str:
    """An answer, and where it leads: to be read where no script shows the way."""
    return f"{choice['say']} (→ {choice['to']})" if choice["to"] else choice["say"]


class HandBackForm(Form):
    """Why somebody can't ring this one. It is a part of the form of the call, so that what was typed there stays."""

    prefix = "back"
    why = forms.CharField(
        label=_("Why can’t you ring them?"), max_length=120,
        error_messages={"required": _("Say in a few words why."), **LONG},
        # Enter here starts a line: else it would send the report.
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
