"""A device and a model."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.places.models import Branch

from ..actions import DeviceFacts, ModelFacts
from ..models import Device, DeviceModel, Kind, Risk, System
from .fields import day, fill, fill_branches, from_a_list, line, one_of

PERCENT = dict.fromkeys(
    ("invalid", "min_value", "max_value"), _("Write a whole number from 0 to 100.")
)
POUNDS = dict.fromkeys(
    ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
    _("Write an amount like 249 or 249.99."),
)


class ModelForm(OnceForm):
    """What many devices have in common."""

    maker = line(_("Maker"), longest=60, needed=_("Write who makes it."))
    name = line(_("Model"), longest=80, needed=_("Write what the maker calls it."))
    kind = one_of(_("What is it?"), Kind.choices, needed=_("Choose what it is."))
    system = one_of(
        _("What runs on it?"), System.choices, needed=_("Choose what runs on it."),
        help_text=_("This chooses the list by which it is made ready."),
    )  # fmt: skip
    risk = one_of(
        _("How often is its plug tested?"), Risk.choices, needed=_("Choose how often it is tested."),
        help_text=_("The law asks that it is kept safe, not how often it is tested: this is your rule."),
    )  # fmt: skip

    def facts(self) -> ModelFacts:
        """As the action takes it."""
        given = self.cleaned_data
        return ModelFacts(
            " ".join(given["maker"].split()), " ".join(given["name"].split()),
            Kind(given["kind"]), System(given["system"]), Risk(given["risk"]),
        )  # fmt: skip


class KnownForm(OnceForm):
    """What is known of one device."""

    serial = line(
        _("Serial number"),
        longest=40,
        needed=_("Write its serial number. It stands on the back or in its settings."),
    )
    imei = line(
        _("IMEI"),
        longest=24,
        help_text=_("Only where it takes a SIM card: dial *#06#, or look in its settings."),
    )
    called = line(
        _("What do you call it?"),
        longest=60,
        help_text=_("A name of your own, if it has one. It may stay empty."),
    )
    system_version = line(_("Version of its system"), longest=40)
    purchased_on = day(_("Bought on"))
    warranty_until = day(_("Warranty until"))
    price = forms.DecimalField(
        label=_("Price in pounds"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        error_messages=POUNDS,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    funder = line(_("Who paid for it?"), longest=120)
    battery = forms.IntegerField(
        label=_("Battery health in percent"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages=PERCENT,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Of what it held when it was new."),
    )
    shelf = line(_("Where in the library?"), longest=60, help_text=_("A cupboard or a shelf."))  # fmt: skip

    def facts(self) -> DeviceFacts:
        """As the action takes it."""
        given = self.cleaned_data
        price = given["price"]
        return DeviceFacts(
            serial=given["serial"], imei=given["imei"], called=given["called"],
            system_version=given["system_version"], purchased_on=given["purchased_on"],
            warranty_until=given["warranty_until"], price=None if price is None else int(price * 100),
            funder=given["funder"], battery=given["battery"], shelf=given["shelf"],
        )  # fmt: skip


def known_of(device: Device) -> dict[str, Any]:
    """What the form begins with."""
    names = ("serial", "imei", "called", "system_version", "purchased_on", "warranty_until", "funder", "battery", "shelf")  # fmt: skip
    price = None if device.price is None else f"{device.price / 100:.2f}"
    return {name: getattr(device, name) for name in names} | {"price": price}


class DeviceForm(KnownForm):
    """A new one."""

    model = from_a_list(_("Model"), needed=_("Choose the model."))
    branch = from_a_list(_("At which library?"), needed=_("Choose the library."))
    field_order = ("model", "branch", "serial")

    def __init__(
        self, *args: Any, models: Sequence[DeviceModel], branches: Sequence[Branch], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fill(self.fields["model"], models)
        fill_branches(self.fields["branch"], branches)
