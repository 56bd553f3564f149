"""Change one date of an event, it and all later ones, or all to come."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branchline.core.clock import in_london
from branchline.core.forms import Form
from branchline.core.words import in_order, said
from branchline.places.models import Branch

from ..actions import DateChange
from ..models import OF_THE_EVENT, At, Occurrence, Setting, WhichDates
from .fields import ClockField, DayField, TextField, WholeNumberField
from .places import CAPACITY_LIMIT, FIGURES, TOO_FEW, TOO_MANY
from .planning import FROM_A_LIST


class ChangeDateForm(Form):
    """What stands there is what is; what is changed is what becomes different."""

    day = DayField(
        label=pgettext_lazy("of an event", "Date"), missing=_("Say on which date it takes place.")
    )
    starts = ClockField(label=_("Starts"), missing=_("Say when it starts."))
    ends = ClockField(label=_("Ends"), missing=_("Say when it ends."))
    branch = forms.ChoiceField(
        label=_("Which library?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of your libraries.")},
    )
    room = TextField(
        label=_("Another room? (if you like)"),
        required=False,
        max_length=80,
        error_messages={"max_length": _("Use fewer words: %(limit_value)d letters at most.")},
    )
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

    def __init__(
        self,
        *args: Any,
        date: Occurrence,
        others: int,
        branches: Sequence[Branch] = (),
        **kwargs: Any,
    ) -> None:
        """`others`: how many more dates are to come. `branches`: to which it may go, beside where it is."""
        starts, ends = in_london(date.starts_at), in_london(date.ends_at)
        is_now = {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "capacity": date.capacity,
            "access": date.access,
            "branch": date.branch.public_id,
            "room": "",
        }
        super().__init__(*args, initial=is_now, **kwargs)
        shared = set(date.event.access)
        access = self.fields["access"]
        access.choices = [(f.value, f.label) for f in OF_THE_EVENT if f not in shared]  # type: ignore[attr-defined]
        self._begin_where(date, branches)
        if date.capacity is None:
            del self.fields["capacity"]
        if not others:
            del self.fields["which"]

    def _begin_where(self, date: Occurrence, branches: Sequence[Branch]) -> None:
        self.at_now = date.at
        self.branches = {each.public_id: each for each in (date.branch, *branches)}
        if date.event.setting != Setting.IN_PERSON:
            del self.fields["branch"], self.fields["room"]
            return
        choices = [(each.public_id, str(each.name)) for each in self.branches.values()]
        choices.sort(key=lambda choice: in_order(choice[1]))
        self.fields["branch"].choices = choices  # type: ignore[attr-defined]
        if date.at.room:
            words = _(
                "Now it is in: %(room)s. Leave this empty to keep it. At another library, write the room there."
            )
            self.fields["room"].help_text = words % {"room": date.at.room}

    def at(self) -> At | None:
        """Where it is to be; None: where it is."""
        branch = self.branches[self.cleaned_data.get("branch") or self.at_now.branch.public_id]
        room = said(self.cleaned_data.get("room", ""))
        if not room and branch.pk == self.at_now.branch.pk:
            return None
        at = At(branch, room)
        return None if at.is_same(self.at_now) else at

    def change(self) -> DateChange:
        """Only what is different."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("which", "branch", "room") and value != self.initial[name]
        }
        if "access" in given:
            given["access"] = tuple(given["access"])
        return DateChange(**given, at=self.at())

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
