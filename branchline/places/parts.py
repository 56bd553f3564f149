"""What other rooms may embed: a postcode field. Door of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import postcodes


class PostcodeField(forms.CharField):
    """A full postcode, given back as people write it: "m337zf" becomes M33 7ZF."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Postcode"))
        super().__init__(max_length=postcodes.LONGEST_TYPED, **kwargs)
        wrong = _("Write a full postcode, like M33 7ZF.")
        self.error_messages.update({"max_length": wrong, "wrong": wrong})
        self.widget.attrs.setdefault("autocomplete", "postal-code")

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        found = postcodes.full(typed)
        if found is None:
            raise forms.ValidationError(self.error_messages["wrong"], code="wrong")
        return postcodes.spaced(found)
