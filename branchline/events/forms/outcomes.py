"""What an event is meant to bring about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.events.models import SUGGESTED, Event, Outcome, Theme

WRONG = {"invalid_choice": _("Choose one of these."), "required": _("Choose one of these.")}
USUAL = "usual"
"""What the theme suggests: a choice of its own, since whoever sends the form without any has chosen nothing."""


class OutcomesForm(Form):
    """One main outcome, and perhaps a second."""

    main = forms.ChoiceField(
        label=_("Main outcome"), widget=forms.RadioSelect, error_messages=WRONG
    )
    second = forms.ChoiceField(
        label=_("And perhaps a second one"),
        required=False,
        choices=[("", _("None")), *Outcome.choices],
        error_messages=WRONG,
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Filled with what the event says."""
        given = {"main": event.main_outcome or USUAL, "second": event.second_outcome}
        super().__init__(*args, initial=given, **kwargs)
        suggested = SUGGESTED[Theme(event.theme)].label
        main = self.fields["main"]
        assert isinstance(main, forms.ChoiceField)  # noqa: S101
        usual = _("As what it is about suggests: %(outcome)s") % {"outcome": suggested}
        main.choices = [(USUAL, usual), *Outcome.choices]

    @property
    def chosen(self) -> tuple[Outcome | None, Outcome | None]:
        """Main and second, as the action takes them."""
        main, second = self.cleaned_data["main"], self.cleaned_data["second"]
        return None if main == USUAL else Outcome(main), Outcome(second) if second else None
