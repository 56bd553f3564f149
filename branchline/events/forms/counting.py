"""The count at the door without JavaScript: numbers typed, beside what the page had shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.events.models import Band

from .fields import WholeNumberField

MOST = 5000


def _number(label: Any) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        low=0,
        high=MOST,
        wrong=_("Write a number in figures, like 12; 0 if there was nobody."),
        too_low=_("The smallest number is 0."),
        too_high=_("That is more than any library holds: %(limit_value)d at most."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )


class NumbersForm(Form):
    """How many of each. The difference to what was shown is what has been counted: two people may type at once."""

    babies = _number(Band.BABIES.label)
    children = _number(Band.CHILDREN.label)
    adults = _number(Band.ADULTS.label)
    unsaid = _number(Band.UNSAID.label)

    def __init__(self, *args: Any, shown: dict[str, int], **kwargs: Any) -> None:
        """`shown`: the numbers by band as they stand now. People of no age are asked about where there are some."""
        super().__init__(*args, initial=shown, **kwargs)
        self.shown = shown
        if Band.UNSAID not in shown:
            del self.fields["unsaid"]

    def differences(self) -> dict[str, int]:
        """By band, without those that did not change."""
        return {
            band: self.cleaned_data[band] - self._was(band)
            for band in self.fields
            if self.cleaned_data[band] != self._was(band)
        }

    def _was(self, band: str) -> int:
        said = str(self.data.get(f"was_{band}", ""))
        return (
            int(said) if said.isascii() and said.isdigit() and len(said) < 6 else self.shown[band]
        )
