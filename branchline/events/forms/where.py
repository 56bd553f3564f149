"""Where people meet: at the library, online, or somewhere else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.core.words import Translated, said
from branchline.places.queries import full_postcode

from ..models import BY_AREA, Event, Joining, Setting, Venue, VenueKind
from .fields import TextField

TOO_LONG = {"max_length": _("Use fewer words: %(limit_value)d letters at most.")}


class WhereForm(Form):
    """Which library puts it on, and where people meet. Only the fields of the chosen setting are looked at."""

    branch = forms.ChoiceField(
        label=_("Which library?"),
        error_messages={
            "required": _("Choose the library."),
            "invalid_choice": _("Choose one of your libraries."),
        },
    )
    setting = forms.ChoiceField(
        label=_("Where do people meet?"),
        choices=Setting.choices,
        initial=Setting.IN_PERSON.value,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    room = TextField(
        label=_("Which room? (if you like)"),
        required=False,
        max_length=80,
        error_messages=TOO_LONG,
    )
    join_address = forms.URLField(
        label=_("Address to join"),
        help_text=_(
            "The link of the video meeting. Those who booked get it, from 30 minutes before the start. If nobody"
            " needs to book, it stands on the page for that time. You can add it later."
        ),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": _("Check the address. It looks like https://meet.example.org/abc."),
            "max_length": _("Check the address. It is too long to be one."),
        },
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    how_to_join = TextField(
        label=_("How do people join?"),
        help_text=_("For example: press the link, and leave your camera off if you like."),
        required=False,
        max_length=500,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    venue_kind = forms.ChoiceField(
        label=_("What kind of place?"),
        choices=VenueKind.choices,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    venue = TextField(
        label=_("What is the place called?"),
        help_text=_("Leave it empty for a home or a street: we show only the area."),
        required=False,
        max_length=120,
        error_messages=TOO_LONG,
    )
    venue_area = TextField(
        label=_("Town or neighbourhood"),
        required=False,
        max_length=120,
        error_messages=TOO_LONG,
    )
    venue_postcode = TextField(
        label=_("Postcode of the place"),
        help_text=_("It puts the place on the map. Leave it empty for a home or a street."),
        required=False,
        max_length=12,
        error_messages={"max_length": _("Check the postcode. It looks like M33 7ZF.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
    )

    OF_SETTING = {
        Setting.IN_PERSON.value: ("room",),
        Setting.ONLINE.value: ("join_address", "how_to_join"),
        Setting.OUTREACH.value: ("venue_kind", "venue", "venue_area", "venue_postcode"),
    }

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen setting needs; what stands in the fields of the others is left alone."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned["setting"] = cleaned.get("setting") or Setting.IN_PERSON.value
        for setting, fields in self.OF_SETTING.items():
            if setting != chosen:
                for field in fields:
                    self.errors.pop(field, None)
        if chosen == Setting.OUTREACH and not {"venue_area", "venue_kind"} & set(self.errors):
            self._check_venue(cleaned)
        return cleaned

    def _check_venue(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("venue_area"):
            self._say("venue_area", _("Write the town or neighbourhood."))
        if cleaned.get("venue_kind") in BY_AREA:
            return
        if not cleaned.get("venue") and "venue" not in self.errors:
            self._say("venue", _("Write what the place is called."))
        postcode = cleaned.get("venue_postcode")
        if postcode and not full_postcode(postcode):
            self._say("venue_postcode", _("Check the postcode. It looks like M33 7ZF."))

    def _say(self, field: str, sentence: Any) -> None:
        self.add_error(field, forms.ValidationError(sentence, code="required"))

    @property
    def settings_to_choose(self) -> list[dict[str, Any]]:
        """Each setting with its own fields, for the page."""
        chosen = self["setting"].value() or Setting.IN_PERSON.value
        return [
            {
                "value": value,
                "label": label,
                "chosen": value == chosen,
                "fields": [self[name] for name in self.OF_SETTING[value]],
            }
            for value, label in Setting.choices
        ]

    def where(self) -> dict[str, Any]:
        """What of `Details` says where."""
        given = self.cleaned_data
        setting = given["setting"]
        venue = joining = None
        if setting == Setting.OUTREACH:
            name = self.text("venue")
            venue = Venue(given["venue_kind"], given["venue_area"], name, given["venue_postcode"])
        elif setting == Setting.ONLINE and given["join_address"]:
            how = self.text("how_to_join")
            joining = Joining(given["join_address"], how)
        room = self.text("room") if setting == Setting.IN_PERSON else said()
        return {"setting": setting, "venue": venue, "joining": joining, "room": room}

    def text(self, name: str) -> Translated:
        """What was typed; with its Welsh, where nobody has changed it."""
        before: Translated = self.initial.get("texts", {}).get(name) or said()
        typed: str = self.cleaned_data[name]
        return before if typed == before.text("en") else said(typed)

    @staticmethod
    def filled_with_where(event: Event) -> dict[str, Any]:
        """What stands in the form when an event is changed."""
        joining = event.how_to_join
        return {
            "branch": event.branch.public_id,
            "setting": event.setting,
            "room": event.room.text("en"),
            "venue_kind": event.venue_kind or VenueKind.COMMUNITY.value,
            "venue": event.venue.text("en"),
            "venue_area": event.venue_area,
            "venue_postcode": event.venue_postcode,
            "join_address": joining.address if joining else "",
            "how_to_join": joining.how.text("en") if joining else "",
            "texts": {
                "room": event.room,
                "cost": event.cost,
                "venue": event.venue,
                "how_to_join": joining.how if joining else said(),
            },
        }
