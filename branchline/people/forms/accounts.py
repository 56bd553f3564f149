"""Forms about colleagues, tablets and one's own account: the shape of input only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.core.permits import Role
from branchline.people.models import Organisation, OrganisationKind
from branchline.people.queries import roles_of
from branchline.places.models import Branch

TOO_LONG = _("This is longer than we can keep. Please shorten it.")
EMAIL_WORDS = {
    "required": _("Write the email address."),
    "invalid": _(
        "That does not look like an email address. It needs an @, for example name@example.org."
    ),
    "max_length": TOO_LONG,
}
SIX_DIGITS = RegexValidator(r"^\d{6}$", _("The PIN has 6 digits, for example 407318."))

ALL, SOME = "all", "some"


class ReachForm(Form):
    """How far a membership goes: which role, at which branches."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role.")},
    )
    reach = forms.ChoiceField(
        label=_("Which branches?"),
        choices=[(ALL, _("All branches")), (SOME, _("Only these branches"))],
        widget=forms.RadioSelect,
        initial=ALL,
        error_messages={
            "required": _("Say which branches."),
            "invalid_choice": _("Say which branches."),
        },
    )
    branches = forms.MultipleChoiceField(
        label=_("These branches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose branches from the list.")},
    )

    def __init__(
        self, *args: Any, branches: Sequence[Branch], roles: Sequence[Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._branches = {branch.public_id: branch for branch in branches}
        self.fields["branches"].choices = [(b.public_id, str(b)) for b in branches]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(r.value, r.label) for r in roles]  # type: ignore[attr-defined]

    def chosen_branches(self) -> list[Branch] | None:
        """The chosen branches; None for all of them."""
        if self.cleaned_data["reach"] == ALL:
            return None
        return [self._branches[public_id] for public_id in self.cleaned_data["branches"]]


class InviteForm(ReachForm, OnceForm):
    """Ask somebody by email to work here."""

    email = forms.EmailField(
        label=_("Their email address"),
        max_length=254,
        help_text=_("We write to this address. They join by signing in with it."),
        error_messages=EMAIL_WORDS,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Their name"),
        max_length=200,
        error_messages={"required": _("Write their name."), "max_length": TOO_LONG},
    )
    organisation = forms.ChoiceField(
        label=_("They work for"),
        error_messages={
            "required": _("Choose whom they work for."),
            "invalid_choice": _("Choose whom they work for."),
        },
    )
    field_order = ("email", "name", "organisation", "role", "reach", "branches")

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        branches: Sequence[Branch],
        **kwargs: Any,
    ) -> None:
        # Every role that any of them may give; the action says which fit together.
        given = {
            role for organisation in organisations for role in roles_of(organisation=organisation)
        }
        super().__init__(*args, branches=branches, roles=[r for r in Role if r in given], **kwargs)
        self._organisations = {o.public_id: o for o in organisations}
        self.fields["organisation"].choices = [(o.public_id, str(o)) for o in organisations]  # type: ignore[attr-defined]

    def chosen_organisation(self) -> Organisation:
        """The organisation that was chosen."""
        return self._organisations[self.cleaned_data["organisation"]]


class PartnerForm(OnceForm):
    """Begin to work with a partner or a council."""

    name = forms.CharField(
        label=_("Their name"),
        max_length=120,
        help_text=_("As they write it themselves, for example “Age UK Trafford”."),
        error_messages={"required": _("Write their name."), "max_length": TOO_LONG},
    )
    kind = forms.ChoiceField(
        label=_("What are they?"),
        choices=[
            (OrganisationKind.PARTNER.value, _("A partner: they send people to the library")),
            (OrganisationKind.COUNCIL.value, _("A council: its councillors look after wards")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what they are."),
            "invalid_choice": _("Choose what they are."),
        },
    )


class KeepForm(Form):
    """For how long something is kept."""

    months = forms.IntegerField(
        label=_("For how many months?"),
        error_messages={
            "required": _("Write how many months."),
            "invalid": _("Write the months as a number, for example 24."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("For whoever asks later, for example “Council’s schedule of 2026”."),
        max_length=200,
        error_messages={"required": _("Say why, in a few words."), "max_length": TOO_LONG},
    )


class EnrolForm(OnceForm):
    """Make this browser a shared tablet of a branch."""

    branch = forms.ChoiceField(
        label=_("Branch where it stays"),
        error_messages={
            "required": _("Choose the branch."),
            "invalid_choice": _("Choose the branch."),
        },
    )
    name = forms.CharField(
        label=_("What is written on it"),
        help_text=_("So that you know which one it is, for example “Children’s desk 2”."),
        max_length=80,
        error_messages={"required": _("Give the tablet a name."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._branches = {branch.public_id: branch for branch in branches}
        self.fields["branch"].choices = [(b.public_id, str(b)) for b in branches]  # type: ignore[attr-defined]

    def chosen_branch(self) -> Branch:
        """The branch that was chosen."""
        return self._branches[self.cleaned_data["branch"]]


def pin_field(label: Any) -> forms.CharField:
    """Six digits, typed on the number pad, never shown."""
    return forms.CharField(
        label=label,
        max_length=20,
        validators=[SIX_DIGITS],
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Type the 6 digits of the PIN."),
            "max_length": SIX_DIGITS.message,
        },
    )


class ChoosePinForm(Form):
    """One's own PIN, typed twice because it is not shown."""

    pin = pin_field(_("New PIN, 6 digits"))
    again = pin_field(_("The same PIN again"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if {"pin", "again"} <= said.keys() and said["pin"] != said["again"]:
            self.add_error("again", _("The two PINs are different. Type the same one twice."))
        return said


class EnterPinForm(Form):
    """Who is at the tablet."""

    person = forms.ChoiceField(
        label=_("Who are you?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose your name."),
            "invalid_choice": _("Choose your name."),
        },
    )
    pin = pin_field(_("Your PIN"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]


class DetailsForm(Form):
    """One's own name and language."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("As you would like us to call you."),
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Which language shall we write to you in?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose a language."),
        },
    )
