"""A name and one way to reach its owner."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal
from branchline.core.forms import Form
from branchline.messages.models import Route

from .fields import Choices, EmailField, TelephoneField, TextField

NAME_LIMIT = 100

REACH: Choices = (
    (Route.EMAIL.value, _("Email")),
    (Route.SMS.value, _("Text message to a mobile phone")),
    (Route.PHONE.value, _("Phone call")),
    (Route.LETTER.value, _("Letter")),
)
HINTS = {Route.PHONE.value: _("To a landline or a mobile")}


class ReachForm(Form):
    """A name, and one way to reach its owner. Only the fields of the chosen way are looked at."""

    name = TextField(
        label=_("Your name"),
        help_text=_("So that we know who to say hello to."),
        max_length=NAME_LIMIT,
        error_messages={
            "required": _("Write your name."),
            "max_length": _(
                "Use a shorter name: %(limit_value)d letters at most. You wrote %(show_value)d."
            ),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    reach = forms.ChoiceField(
        label=_("How may we reach you?"),
        help_text=_(
            "We write once to say that your places are kept, and again only if something changes."
        ),
        choices=REACH,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how we may reach you."),
            "invalid_choice": _("Choose one of these ways to reach you."),
        },
    )
    email = EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("Check the email address. It looks like name@example.com."),
            "max_length": _("Check the email address. It is too long to be one."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    mobile = TelephoneField(
        label=_("Mobile number"),
        required=False,
        max_length=40,
        error_messages={
            "wrong": _("Check the mobile number. It looks like 07700 900123."),
            "max_length": _("Check the mobile number. It is too long to be one."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    landline = TelephoneField(
        label=_("Phone number"),
        help_text=_("Somebody from the library will ring you to say that your places are kept."),
        required=False,
        max_length=40,
        error_messages={
            "wrong": _("Check the phone number. It looks like 0161 496 0123."),
            "max_length": _("Check the phone number. It is too long to be one."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    post = TextField(
        label=_("Postal address"),
        help_text=_("With the postcode. A letter can take 5 days."),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Use a shorter address: 300 letters at most.")},
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )

    WAYS = {
        Route.EMAIL.value: (
            "email",
            _("Write your email address, or choose another way to reach you."),
        ),
        Route.SMS.value: (
            "mobile",
            _("Write your mobile number, or choose another way to reach you."),
        ),
        Route.PHONE.value: (
            "landline",
            _("Write your phone number, or choose another way to reach you."),
        ),
        Route.LETTER.value: (
            "post",
            _("Write your postal address, or choose another way to reach you."),
        ),
    }

    def clean(self) -> dict[str, Any]:
        """Ask for the chosen way only; what stands in the fields of the others is left alone."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("reach")
        for way, (field, missing) in self.WAYS.items():
            if way != chosen:
                self.errors.pop(field, None)
            elif field not in self.errors and not cleaned.get(field):
                self.add_error(field, forms.ValidationError(missing, code="required"))
        return cleaned

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The ways to reach somebody, each with its own field, for the page."""
        chosen = str(self["reach"].value() or "")
        return [
            {
                "value": value,
                "label": label,
                "hint": HINTS.get(value, ""),
                "field": self[self.WAYS[value][0]],
                "chosen": value == chosen,
            }
            for value, label in REACH
        ]

    def refuse(self, refusal: Refusal) -> None:
        """What is said of the address belongs to the field of the chosen way."""
        if refusal.field in ("address", "route"):
            refusal.field = self.WAYS[self.cleaned_data["reach"]][0]
        super().refuse(refusal)

    @property
    def route(self) -> Route:
        """The chosen way."""
        return Route(self.cleaned_data["reach"])

    @property
    def address(self) -> str:
        """What stands in the field of the chosen way."""
        field, _missing = self.WAYS[self.cleaned_data["reach"]]
        return str(self.cleaned_data[field])
