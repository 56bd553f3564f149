"""What a partner says when it is no; what the person says; a note of ours."""

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..models import Felt
from ..models.events import NOTE_LIMIT

TOO_LONG = _("Please say it in 500 letters or fewer.")
REASONS = (
    _("We have no room at the moment."),
    _("We help in another area."),
    _("We don’t do this."),
    _("They are helped by us already."),
    _("We could not reach them."),
)
OTHERWISE = "other"


class DeclineForm(Form):
    """Why not, and what else could help. The person reads both."""

    reason = forms.ChoiceField(
        label=_("Why not?"),
        help_text=_("They read this."),
        widget=forms.RadioSelect,
        choices=[
            *((str(n), words) for n, words in enumerate(REASONS)),
            (OTHERWISE, _("Another reason")),
        ],
        error_messages={
            "required": _("Choose why not."),
            "invalid_choice": _("Choose why not."),
        },
    )
    other = forms.CharField(
        label=_("Another reason, in your words"),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={"max_length": TOO_LONG},
    )
    instead = forms.CharField(
        label=_("What else could help?"),
        help_text=_("They read this too. Change it if you know a better place."),
        initial=_("The library looks for somebody else who can help, and tells you."),
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say what else could help, or that the library will look."),
            "max_length": TOO_LONG,
        },
    )

    @property
    def why(self) -> str:
        """The reason in words; empty when another was meant and none is written."""
        chosen: str = self.cleaned_data["reason"]
        return str(self.cleaned_data["other"] if chosen == OTHERWISE else REASONS[int(chosen)])


class FeltForm(Form):
    """Their own word, heard by whoever fills this in."""

    felt = forms.ChoiceField(
        label=_("Did it happen? Ask them, and choose what they say."),
        widget=forms.RadioSelect,
        choices=Felt.choices,
        error_messages={
            "required": _("Choose what they said."),
            "invalid_choice": _("Choose what they said."),
        },
    )
    note = forms.CharField(
        label=_("In their words"),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={"max_length": TOO_LONG},
    )

    @property
    def said(self) -> Felt:
        """As the action takes it."""
        return Felt(self.cleaned_data["felt"])


class NoteForm(Form):
    """A line for ourselves beside a step."""

    note = forms.CharField(
        label=_("A note for us"),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={"max_length": TOO_LONG},
    )
