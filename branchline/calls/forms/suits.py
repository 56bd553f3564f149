"""What somebody says on a call of the days and hours that suit them from now on."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..actions import Part, Suits

LIST = {"invalid_choice": _("Choose from the list.")}


class SuitsFields(Form):
    """A part of the form of a call. What is left out stays as it is, so that nobody changes what they did not hear."""

    suits_days = forms.MultipleChoiceField(
        label=_("Which days suit them?"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=LIST,
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
    )  # fmt: skip
    suits_part = forms.ChoiceField(
        label=_("Which part of the day?"), required=False, widget=forms.RadioSelect, initial="",
        choices=[("", _("They didn’t say")), *Part.choices], error_messages=LIST,
    )  # fmt: skip
    suits_from = forms.ChoiceField(
        label=_("Never before"), required=False, error_messages=LIST,
        choices=[("", _("They didn’t say")), *((str(hour), f"{hour}:00") for hour in range(8, 20))],
    )  # fmt: skip

    @property
    def suits(self) -> Suits | None:
        """As the action takes it; nothing if they did not say."""
        given = self.cleaned_data
        told = Suits(
            days=tuple(int(day) for day in given["suits_days"]),
            part=Part(given["suits_part"]) if given["suits_part"] else None,
            not_before=int(given["suits_from"]) if given["suits_from"] else None,
        )
        return None if told == Suits() else told

    @property
    def has_suits(self) -> bool:
        """Whether something of it was told, or can’t be read: then it is open to be seen."""
        names = ("suits_days", "suits_part", "suits_from")
        return self.is_bound and any(self[name].errors or self[name].value() for name in names)
