"""Which of a service's events join by themselves."""

from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form
from branchline.events.models import Audience, Theme

from ..models import Joining, Rule

EVERYTHING, SOME, CHOSEN = "everything", "some", "chosen"


class RuleForm(Form):
    """Everything, some by what they are about, or only what is chosen."""

    which = forms.ChoiceField(
        label=_("Which of your events take part?"),
        widget=forms.RadioSelect,
        choices=[
            Choice(EVERYTHING, _("Everything on these days"), hint=_("New events join by themselves.")),
            Choice(SOME, _("Some, by what they are about"), hint=_("Say below which. New ones join by themselves.")),
            Choice(CHOSEN, _("Only those that we choose one by one")),
        ],
        error_messages={
            "required": _("Choose which events take part."),
            "invalid_choice": _("Choose which events take part."),
        },
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=_("About"),
        required=False,
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from these.")},
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        choices=[("", _("Everyone")), *Audience.choices],
        error_messages={"invalid_choice": _("Choose from these.")},
    )
    words = forms.CharField(
        label=_("A word in the title"),
        required=False,
        max_length=120,
        help_text=_("For example: Libraries Week"),
        error_messages={"max_length": _("Use fewer words.")},
    )

    def clean(self) -> dict[str, Any]:
        """Some, but nothing said: that would be everything."""
        given = super().clean() or {}
        said = given.get("themes") or given.get("audience") or given.get("words")
        if given.get("which") == SOME and not said and not self.errors:
            self.add_error("themes", _("Say which: tick what they are about, an age, or a word."))
        return given

    def rule(self) -> Rule | None:
        """The value, for the action."""
        given = self.cleaned_data
        if given["which"] == CHOSEN:
            return None
        if given["which"] == EVERYTHING:
            return Rule()
        return Rule(tuple(given["themes"]), given["audience"], given["words"].strip())

    @staticmethod
    def filled_with(joining: Joining) -> dict[str, Any]:
        """What stands in the form."""
        rule = joining.rule
        which = CHOSEN if rule is None else EVERYTHING if rule.takes_all else SOME
        return {
            "which": which,
            "themes": joining.themes,
            "audience": joining.audience,
            "words": joining.words,
        }
