"""How a call went, and handing one back."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.clock import LONDON
from branchline.core.forms import Form, OnceForm

from ..actions import Heard, Need
from ..models import LONGEST_NOTE, NeedKind, Outcome, Script, Urgency

LONG = {"max_length": _("Please say it in %(limit_value)d letters or fewer.")}


class CallForm(OnceForm):
    """How a call went, in one form: what is seen without a script is one page, with it nine short steps."""

    slip = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        choices=Outcome.choices,
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
        help_text=_("The next caller does not see it. If you worry about their safety, raise a concern instead."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("Do they need something?"),
        widget=forms.CheckboxSelectMultiple,
        choices=NeedKind.choices,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    need_words = forms.CharField(
        label=_("In a few words"), required=False, max_length=300, error_messages=LONG
    )
    urgency = forms.ChoiceField(
        label=_("How soon?"), widget=forms.RadioSelect, choices=Urgency.choices, required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )  # fmt: skip
    ring_on = forms.DateField(
        label=_("Ring them again on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("If they said when. Otherwise leave it: the round says when."),
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

    def __init__(self, *args: Any, script: Script | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: list[str] = []
        for step in script.spoken if script else []:
            if step["choices"]:
                name = f"step_{step['id']}"
                self.asked.append(name)
                self.fields[name] = forms.ChoiceField(
                    label=step["ask"],
                    help_text=step["say"],
                    widget=forms.RadioSelect,
                    choices=[(choice["id"], choice["say"]) for choice in step["choices"]],
                    required=False,
                    error_messages={"invalid_choice": _("Choose from the list.")},
                )

    @property
    def steps(self) -> list[Any]:
        """The questions of the script, as fields to be shown."""
        return [self[name] for name in self.asked]

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

    def heard(self, *, usually: time) -> Heard:
        """As the action takes it."""
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
                Need(NeedKind(kind), urgency, given["need_words"]) for kind in given["needs"]
            ),
        )


class HandBackForm(Form):
    """Why somebody can't ring this one. It stands below the form of the call: its fields go by another prefix."""

    prefix = "back"
    slip = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label=_("Why can’t you ring them?"), max_length=120,
        error_messages={"required": _("Say in a few words why."), **LONG},
    )  # fmt: skip
