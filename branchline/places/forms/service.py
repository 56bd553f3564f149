"""What a library service says of itself: the shape of input."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.places.models import BankHolidays, DataLicence, Service

from .fields import InTwoLanguages, TelephoneField, checkboxes, choice, email, website, words

PLAIN = ("phone", "email", "website", "languages", "bank_holidays", "data_licence")
"""As they stand in the row."""
LANGUAGES = (("en", _("English")), ("cy", _("Welsh")))


class ServiceForm(InTwoLanguages):
    """Name, words, telephone, email, website, languages, bank holidays, asking afterwards, licence."""

    name_en = words(
        _("Name"), longest=120, required=True, missing=_("Write the name that people know it by.")
    )
    name_cy = words(_("Name in Welsh"), longest=120)
    welcome_en = words(_("A few words of welcome"), longest=600, rows=4)
    welcome_cy = words(_("The same in Welsh"), longest=600, rows=4)
    phone = TelephoneField(help_text=_("Shown wherever somebody may want to talk to a person."))
    email = email()
    website = website()
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you write"),
        choices=LANGUAGES,
        widget=checkboxes(),
        error_messages={
            "required": _("Choose at least one language."),
            "invalid_choice": _("Choose from this list."),
        },
    )
    bank_holidays = choice(
        _("Your libraries on bank holidays"),
        [("", _("Not said: residents are asked to check")), *BankHolidays.choices],
        required=False,
    )

    asks_afterwards = choice(
        _("After an event, ask how it was"),
        [("yes", _("Yes: those who said so when they booked")), ("no", _("No"))],
    )
    data_licence = choice(
        _("Others may use your programme under"),
        DataLicence.choices,
        help_text=_("Said in the feeds for other programs. Nobody’s name is in them."),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.show(name=service.name, welcome=service.welcome)
        for name in PLAIN:
            self.fields[name].initial = getattr(service, name)
        self.fields["asks_afterwards"].initial = "yes" if service.asks_afterwards else "no"

    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return {
            "name": self.translated("name", self.service.name),
            "welcome": self.translated("welcome", self.service.welcome),
            **{n: data[n] for n in PLAIN},
            "asks_afterwards": data["asks_afterwards"] == "yes",
        }


class SlugForm(Form):
    """The first word of the service's addresses."""

    slug = forms.SlugField(
        label=_("First word of your addresses"),
        max_length=60,
        error_messages={
            "required": _("Write one word, like “trafford”."),
            "invalid": _("Use small letters, digits and single dashes only, like “trafford”."),
            "max_length": _("Use at most 60 letters. You wrote %(show_value)d."),
        },
    )

    def clean_slug(self) -> str:
        """Small letters, no dash at an end or beside another."""
        typed: str = self.cleaned_data["slug"].lower()
        if not all(typed.split("-")) or "_" in typed or not typed.isascii():
            raise forms.ValidationError(self.fields["slug"].error_messages["invalid"])
        return typed
