"""Three memories that make a code."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions import pair_code


class PairFields(forms.Form):
    """Three memories that make a code. All three, or none."""

    pair_street = forms.CharField(
        label=_("The first two letters of the street where you lived as a child"), required=False
    )
    pair_day = forms.CharField(
        label=_("The day of the month of your birthday, from 1 to 31"), required=False
    )
    pair_name = forms.CharField(
        label=_("The first two letters of the first name of the person who brought you up"),
        required=False,
    )
    PAIR = ("pair_street", "pair_day", "pair_name")

    def clean_pair_street(self) -> str:
        """Two letters or more."""
        return self._letters("pair_street")

    def clean_pair_name(self) -> str:
        """Two letters or more."""
        return self._letters("pair_name")

    def clean_pair_day(self) -> int | None:
        """A day of a month."""
        typed = str(self.cleaned_data["pair_day"]).strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= 31):
            raise forms.ValidationError(_("Write the day in figures, from 1 to 31."))
        return int(typed)

    def _letters(self, name: str) -> str:
        typed = str(self.cleaned_data[name]).strip()[:80]
        letters = [c for c in unicodedata.normalize("NFKD", typed) if c.isalnum()]
        if typed and len(letters) < 2:
            raise forms.ValidationError(_("Write at least two letters."))
        return typed

    def clean(self) -> dict[str, Any]:
        """A code needs all three parts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in self.PAIR if cleaned.get(name)]
        if given and not any(name in self.errors for name in self.PAIR):
            for name in self.PAIR:
                if name not in given:
                    self.add_error(
                        name, _("Fill in this one too, or leave all three empty: both are fine.")
                    )
        return cleaned

    @property
    def pair(self) -> str:
        """The code, or nothing."""
        street, day, name = (self.cleaned_data.get(part) for part in self.PAIR)
        return pair_code(street=street, day=day, name=name) if street and day and name else ""
