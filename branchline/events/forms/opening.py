"""Open a date fairly: how long, and by which rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models import DrawRule
from .fields import Choices, TextField
from .planning import FROM_A_LIST

HOURS: Choices = (
    ("24", _("For 24 hours")),
    ("48", _("For 2 days")),
    ("96", _("For 4 days")),
    ("168", _("For a week")),
)


class OpenFairlyForm(Form):
    """From now on, for so long."""

    hours = forms.ChoiceField(
        label=_("How long can people ask for places?"),
        help_text=_("From now on. Then the order is drawn by lot, and everybody is told."),
        choices=HOURS,
        initial="96",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long."), **FROM_A_LIST},
    )
    rules = forms.MultipleChoiceField(
        label=_("Who comes first in the draw?"),
        help_text=_(
            "What you choose is published. Choose nothing, and everybody has the same chance."
        ),
        choices=DrawRule.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=FROM_A_LIST,
    )


class DrawEarlyForm(Form):
    """Asked once: why people get less time than they were promised."""

    reason = TextField(
        label=_("Why is it drawn earlier than announced?"),
        help_text=_(
            "Everybody can read this on the page of the date. One short sentence is enough."
        ),
        max_length=300,
        error_messages={
            "required": _("Say why, in a sentence that everybody may read."),
            "max_length": _("Use fewer words: %(limit_value)d letters at most."),
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )
