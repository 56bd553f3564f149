"""Libraries and the stops of mobile ones: the shape of input."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.places.actions import Address
from branchline.places.models import Branch, Kind, RunBy

from .fields import (
    Dated,
    InTwoLanguages,
    PostcodeField,
    TelephoneField,
    checkboxes,
    choice,
    email,
    website,
    words,
)
from .hours import ClockField

AT = re.compile(r"\s*(-?\d{1,2}\.\d{2,})\s*[,;\s]\s*(-?\d{1,2}\.\d+)\s*")
SHARES = (
    ("archives", _("an archive")),
    ("arts centre", _("an arts centre")),
    ("care home or hostel", _("a care home or hostel")),
    ("catering, bars or pub", _("a café or bar")),
    ("civic", _("council services")),
    ("community", _("a community centre")),
    ("faith buildings", _("a place of worship")),
    ("health", _("a health centre")),
    ("hotel", _("a hotel")),
    ("industrial or business", _("a business centre")),
    ("library", _("another library")),
    ("museum", _("a museum")),
    ("retail", _("shops")),
    ("schools or colleges", _("a school or college")),
    ("universities or higher education", _("a university")),
)
"""What may share the building, in the Arts Council's words and in ours."""
RUN_BY = [("", _("Not known")), *RunBy.choices]


class PlaceFields(InTwoLanguages):
    """Where something is."""

    street = words(_("Street"), longest=200)
    town = words(_("Town or village"), longest=120)
    postcode = PostcodeField(required=False)
    at = words(
        _("Exact spot, if the postcode is not enough"),
        longest=60,
        help_text=_("Latitude and longitude from a map, like 53.4243, -2.3187."),
    )

    def clean_at(self) -> tuple[float, float] | None:
        """Two numbers within the United Kingdom."""
        typed = self.cleaned_data["at"]
        if not typed.strip():
            return None
        found = AT.fullmatch(typed)
        lat, lon = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
        if not (49.0 <= lat <= 61.5 and -9.0 <= lon <= 2.5):
            raise forms.ValidationError(
                _("Write two numbers within the United Kingdom, like 53.4243, -2.3187.")
            )
        return lat, lon

    def address(self) -> Address:
        """What was typed, as the actions take it."""
        data = self.cleaned_data
        kept = {n: " ".join(str(data.get(n, "")).split()) for n in ("street", "town", "postcode")}
        return Address(**kept, at=data.get("at"))


class AddForm(PlaceFields, OnceForm):
    """A branch that no list has brought in."""

    kind = choice(_("What is it?"), Kind.choices)
    name_en = words(
        _("Name"), longest=150, required=True, missing=_("Write the name that people know it by.")
    )
    name_cy = words(_("Name in Welsh"), longest=150)
    run_by = choice(_("Who runs it?"), RUN_BY, required=False)

    field_order = ("kind", "name_en", "name_cy", "run_by", "street", "town", "postcode", "at")


class AddressForm(Dated, PlaceFields):
    """A new address, from a day on."""

    parted = ("on",)

    on = forms.DateField(label=_("From which day?"), required=False)

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("street", "town", "postcode"):
            self.fields[name].initial = getattr(branch, name)

    def clean(self) -> dict[str, Any]:
        """The day."""
        cleaned = super().clean() or {}
        return cleaned | {"on": self.read_day("on", None, _("Give the day, like 27 3 2027."))}


class CloseForm(Dated):
    """The first day on which the library is closed for good."""

    parted = ("on",)

    on = forms.DateField(label=_("First day on which it is closed"), required=False)

    def clean(self) -> dict[str, Any]:
        """The day."""
        cleaned = super().clean() or {}
        return cleaned | {"on": self.read_day("on", None, _("Give the day, like 27 3 2027."))}


class AboutForm(InTwoLanguages):
    """Name, words of welcome, how to reach it, who runs it, what shares the building."""

    name_en = words(
        _("Name"), longest=150, required=True, missing=_("Write the name that people know it by.")
    )
    name_cy = words(_("Name in Welsh"), longest=150)
    welcome_en = words(
        _("A few words of welcome"),
        longest=600,
        rows=4,
        help_text=_("What is good about it? For example: “There is always tea, and a garden.”"),
    )
    welcome_cy = words(_("The same in Welsh"), longest=600, rows=4)
    phone = TelephoneField(help_text=_("Leave it empty to show the service’s number."))
    email = email()
    website = website()
    run_by = choice(_("Who runs it?"), RUN_BY, required=False)
    facilities = forms.MultipleChoiceField(
        label=_("What else is in the building?"),
        choices=SHARES,
        required=False,
        widget=checkboxes(),
        error_messages={"invalid_choice": _("Choose from this list.")},
    )

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.branch = branch
        self.show(name=branch.name, welcome=branch.welcome)
        for name in ("phone", "email", "website", "run_by", "facilities"):
            self.fields[name].initial = getattr(branch, name)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        offered = {value for value, _words in SHARES}
        kept = [f for f in self.branch.facilities if f in data["facilities"] or f not in offered]
        return {
            "name": self.translated("name", self.branch.name),
            "welcome": self.translated("welcome", self.branch.welcome),
            "facilities": kept + [f for f in data["facilities"] if f not in kept],
            **{n: data[n] for n in ("phone", "email", "website", "run_by")},
        }


class StopForm(Dated, PlaceFields, OnceForm):
    """A stop of a mobile library."""

    parted = ("first_day", "last_day")
    field_order = ("name_en", "name_cy", "town", "postcode", "at")

    name_en = words(
        _("Where it stops"),
        longest=150,
        required=True,
        missing=_("Say where it stops, like “Village hall car park”."),
        help_text=_("For example: “Village hall car park”."),
    )
    name_cy = words(_("The same in Welsh"), longest=150)
    first_day = forms.DateField(label=_("Its next day there"), required=False)
    every_weeks = choice(
        _("How often?"),
        [
            ("1", _("Every week")),
            ("2", _("Every 2 weeks")),
            ("3", _("Every 3 weeks")),
            ("4", _("Every 4 weeks")),
        ],
        initial="2",
    )
    opens = ClockField(label=_("From"), required=True)
    closes = ClockField(label=_("Until"), required=True)
    last_day = forms.DateField(label=_("Last day, if it ends"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["street"]
        for name in ("opens", "closes"):
            self.fields[name].error_messages["required"] = _("Write a time like 9:30am or 17:00.")

    def clean(self) -> dict[str, Any]:
        """Its days."""
        cleaned = super().clean() or {}
        first = self.read_day("first_day", None, _("Give a day on which it stops, like 27 3 2027."))
        return cleaned | {"first_day": first, "last_day": self.read_day("last_day", None, "")}
