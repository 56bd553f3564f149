"""How many people an event has room for, and whether they book."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models import MOST_DAYS_BEFORE, MOST_HOURS_BEFORE, Event, HowToCome, Window
from .fields import WholeNumberField

CAPACITY_LIMIT = 2000
FIGURES = _("Write the number of places in figures, like 20.")
TOO_FEW = _("There has to be at least 1 place.")
TOO_MANY = _("That is more than any library holds: %(limit_value)d at most.")


class PlacesForm(Form):
    """Whether people book, for how many there is room, and how many of them may be adults or children."""

    booking = forms.ChoiceField(
        label=_("Do people book?"),
        choices=(
            (HowToCome.BOOKABLE.value, _("Yes, they book places")),
            (HowToCome.DROP_IN.value, _("No, they just come")),
        ),
        initial=HowToCome.BOOKABLE.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )
    capacity = WholeNumberField(
        label=_("How many places?"),
        help_text=_("Count everybody: adults, children and babies."),
        required=False,
        low=1,
        high=CAPACITY_LIMIT,
        wrong=FIGURES,
        too_low=TOO_FEW,
        too_high=TOO_MANY,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
    )
    most_children = WholeNumberField(
        label=_("Of these, how many children at most?"),
        help_text=_(
            "For example 12, when there are 12 stools at the craft table. Leave it empty if it makes no difference."
        ),
        required=False,
        low=1,
        high=CAPACITY_LIMIT,
        wrong=FIGURES,
        too_low=TOO_FEW,
        too_high=TOO_MANY,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 1, "class": "govuk-input--width-3"}
        ),
    )
    most_adults = WholeNumberField(
        label=_("Of these, how many adults at most?"),
        help_text=_("Leave it empty if it makes no difference."),
        required=False,
        low=1,
        high=CAPACITY_LIMIT,
        wrong=FIGURES,
        too_low=TOO_FEW,
        too_high=TOO_MANY,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 1, "class": "govuk-input--width-3"}
        ),
    )

    most_in_group = WholeNumberField(
        label=_("May a group ask for places? How many people at most?"),
        help_text=_(
            "A school, a care home or carers who come together. They ask, and you say yes or no. Leave it empty"
            " when it takes no groups."
        ),
        required=False,
        low=1,
        high=CAPACITY_LIMIT,
        wrong=FIGURES,
        too_low=TOO_FEW,
        too_high=TOO_MANY,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 1, "class": "govuk-input--width-3"}
        ),
    )

    PLACES = ("booking", "capacity")
    opens_days_before = WholeNumberField(
        label=_("How many days before each date does booking open?"),
        help_text=_(
            "At 10am, online, by phone and at the desk alike. Leave it empty when people may book from now on."
        ),
        required=False,
        low=1,
        high=MOST_DAYS_BEFORE,
        wrong=_("Write the number of days in figures, like 14."),
        too_low=_("Choose at least 1 day, or leave it empty."),
        too_high=_("Choose %(limit_value)d days at most."),
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 1, "class": "govuk-input--width-3"}
        ),
    )
    closes_hours_before = WholeNumberField(
        label=_("How many hours before the start does booking close?"),
        help_text=_("Leave it empty when people may book until it starts."),
        required=False,
        low=1,
        high=MOST_HOURS_BEFORE,
        wrong=_("Write the number of hours in figures, like 24."),
        too_low=_("Choose at least 1 hour, or leave it empty."),
        too_high=_("Choose %(limit_value)d hours at most."),
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 1, "class": "govuk-input--width-3"}
        ),
    )

    KINDS = ("most_children", "most_adults")
    GROUPS = ("most_in_group",)
    WINDOW = ("opens_days_before", "closes_hours_before")

    def clean(self) -> dict[str, Any]:
        """Fields that hang together: the places of a bookable event."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("booking") == HowToCome.DROP_IN:
            for name in ("capacity", *self.KINDS, *self.GROUPS, *self.WINDOW):
                self.errors.pop(name, None)
        elif cleaned.get("capacity") is None and "capacity" not in self.errors:
            self.add_error("capacity", _("Say how many places there are."))
        return cleaned

    @classmethod
    def filled_with_places(cls, event: Event) -> dict[str, Any]:
        """What stands in the form when an event is changed."""
        names = ("booking", "capacity", *cls.KINDS, *cls.GROUPS, *cls.WINDOW)
        return {name: getattr(event, name) for name in names}

    def places(self) -> dict[str, Any]:
        """What `Details` says of it."""
        given = self.cleaned_data
        bookable = given["booking"] == HowToCome.BOOKABLE
        rooms = ("capacity", *self.KINDS, *self.GROUPS)
        return {
            "booking": given["booking"],
            **{name: given.get(name) if bookable else None for name in rooms},
            "window": Window(*(given.get(name) for name in self.WINDOW)) if bookable else Window(),
        }
