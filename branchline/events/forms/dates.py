"""Change one date of an event, it and all later ones, or all to come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branchline.core.clock import in_london
from branchline.core.forms import Form

from ..actions import DateChange
from ..models import OF_THE_EVENT, Occurrence, WhichDates
from .fields import ClockField, DayField, WholeNumberField
from .places import CAPACITY_LIMIT, FIGURES, TOO_FEW, TOO_MANY
from .planning import FROM_A_LIST


class ChangeDateForm(Form):
    """What stands there is what is; what is changed is what becomes different."""

    day = DayField(
        label=pgettext_lazy("of an event", "Date"), missing=_("Say on which date it takes place.")
    )
    starts = ClockField(label=_("Starts"), missing=_("Say when it starts."))
    ends = ClockField(label=_("Ends"), missing=_("Say when it ends."))
    capacity = WholeNumberField(
        label=_("How many places?"),
        low=1,
        high=CAPACITY_LIMIT,
        wrong=FIGURES,
        too_low=TOO_FEW,
        too_high=TOO_MANY,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 1, "class": "govuk-input--width-3"}
        ),
    )
    access = forms.MultipleChoiceField(
        label=_("What is true of this date alone?"),
        help_text=_(
            "For example an interpreter who comes once. What is true of every date is shown anyway."
        ),
        choices=[(fact.value, fact.label) for fact in OF_THE_EVENT],
        required=False,
        error_messages=FROM_A_LIST,
        widget=forms.CheckboxSelectMultiple,
    )
    which = forms.ChoiceField(
        label=_("Which dates change?"),
        choices=WhichDates.choices,
        initial=WhichDates.THIS.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say which dates change."),
            "invalid_choice": _("Choose one of these."),
        },
    )

    def __init__(self, *args: Any, date: Occurrence, others: int, **kwargs: Any) -> None:
        """`others`: how many more dates are to come."""
        starts, ends = in_london(date.starts_at), in_london(date.ends_at)
        is_now = {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "capacity": date.capacity,
            "access": date.access,
        }
        super().__init__(*args, initial=is_now, **kwargs)
        shared = set(date.event.access)
        access = self.fields["access"]
        access.choices = [(f.value, f.label) for f in OF_THE_EVENT if f not in shared]  # type: ignore[attr-defined]
        if date.capacity is None:
            del self.fields["capacity"]
        if not others:
            del self.fields["which"]

    def change(self) -> DateChange:
        """Only what is different."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "which" and value != self.initial[name]
        }
        if "access" in given:
            given["access"] = tuple(given["access"])
        return DateChange(**given)

    @property
    def which_dates(self) -> WhichDates:
        """This one, where there are no others."""
        return WhichDates(self.cleaned_data.get("which", WhichDates.THIS))


class PublishLaterForm(Form):
    """A day and a time at which a draft is shown to the public."""

    publish_day = DayField(
        label=_("Publish it on"), missing=_("Say on which day it is to be published.")
    )
    publish_time = ClockField(label=_("At"), missing=_("Say at what time."))

    @property
    def sentences(self) -> list[str]:
        """What to put right, for the day and its time as one field."""
        return [str(sentence) for field in self.errors.values() for sentence in field]
