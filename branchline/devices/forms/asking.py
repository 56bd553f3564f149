"""Asking for a device: on the public page, by a partner, at the desk; and our answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.messages.models import Route
from branchline.places.models import Branch
from branchline.referrals.actions import Asking
from branchline.referrals.models import How

from ..actions import AGREED, Reach, Wish
from ..eligibility import Finding
from ..models import Band, Kind
from ..models.asking import HOURS_LIMIT, REASON_LIMIT, WISH_LIMIT
from .fields import LONG, fill_branches, from_a_list, one_of

ME, ANOTHER = "me", "another"
KINDS = [(kind.value, kind.label) for kind in Kind]
NUMBER = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"})


def _long(label: Any, *, longest: int, needed: Any = None, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=needed is not None, help_text=help_text,
        error_messages={**LONG, **({"required": needed} if needed else {})},
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WishForm(OnceForm):
    """What is wanted, by whoever asks."""

    kind = one_of(_("What would help?"), KINDS, needed=_("Choose what would help."))
    band = one_of(
        _("What is there at home to get online with?"), Band.choices, needed=_("Choose what is there at home."),
        help_text=_("Who has nothing at all comes first; then who asked first."),
    )  # fmt: skip
    wish = _long(
        _("What for?"), longest=WISH_LIMIT, needed=_("Say in a few words what for."),
        help_text=_("In their own words: to see a grandchild, to look for work."),
    )  # fmt: skip
    no_internet = forms.BooleanField(label=_("There is no internet at home"), required=False)
    learning = forms.BooleanField(label=_("Help with learning is welcome"), required=False)
    branch = from_a_list(_("At which library?"), needed=_("Choose the library."))
    hours = forms.CharField(
        label=_("When can they come, or be visited?"), max_length=HOURS_LIMIT, required=False, error_messages=LONG
    )  # fmt: skip

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.branches = {each.public_id: each for each in branches}
        fill_branches(self.fields["branch"], branches, none=_("Choose"))

    def wished(self) -> Wish:
        """As the actions take it."""
        given = self.cleaned_data
        return Wish(
            Kind(given["kind"]), Band(int(given["band"])), given["wish"], self.branches[given["branch"]],
            given["hours"], given["no_internet"], given["learning"],
        )  # fmt: skip


class AskForm(WishForm):
    """On the public page: by telephone alone, no email is needed."""

    who = one_of(
        _("Who is it for?"), [(ME, _("For me")), (ANOTHER, _("For somebody else, who has agreed"))],
        needed=_("Choose whom it is for."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name of the person it is for"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name of the person it is for."), **LONG},
    )  # fmt: skip
    number = forms.CharField(
        label=_("Their telephone number"), max_length=40,
        error_messages={"required": _("Write the number on which we can ring them."), **LONG},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    asked_by = forms.CharField(
        label=_("Your name, if you ask for somebody else"), required=False, max_length=100, error_messages=LONG
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("Whoever it is for agrees: “%(sentence)s”"),
        error_messages={"required": _("We need their yes. Ask them first, and tick this.")},
    )
    field_order = ("key", "who", "name", "number", "asked_by", "kind", "band", "wish", "no_internet", "learning", "branch", "hours", "agrees")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = str(self.fields["agrees"].label)
        self.fields["agrees"].label = label % {"sentence": AGREED.sentence}

    def clean(self) -> dict[str, Any]:
        """Who asks for another says who they are."""
        given = super().clean() or {}
        if given.get("who") == ANOTHER and not given.get("asked_by"):
            self.add_error("asked_by", _("Write your name, so that we can say who asked."))
        return given

    def asking(self, language: str) -> Asking:
        """As the action takes it."""
        given = self.cleaned_data
        other = given["asked_by"] if given["who"] == ANOTHER else ""
        return Asking(given["name"], given["number"], language, "", other)


class ReferForm(WishForm):
    """By a partner’s worker: eleven fields, and the sentence to read out above them."""

    name = forms.CharField(
        label=_("Their name"), max_length=100, error_messages={"required": _("Write their name."), **LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    way = one_of(
        _("How do we tell them?"),
        [(Route.PHONE.value, _("By phone call")), (Route.SMS.value, _("By text message")), (Route.LETTER.value, _("By letter"))],
        needed=_("Choose how we tell them."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Their telephone number, or their postal address"), max_length=300,
        error_messages={"required": _("Write their number or their address."), **LONG},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )  # fmt: skip
    consent_how = one_of(
        _("How did they say yes?"),
        How.choices,
        needed=_("Ask them first, and choose how they said yes."),
    )
    field_order = ("key", "name", "way", "address", "kind", "band", "wish", "no_internet", "learning", "branch", "hours", "consent_how")  # fmt: skip

    def reach(self, language: str) -> Reach:
        """As the action takes it."""
        given = self.cleaned_data
        return Reach(given["name"], Route(given["way"]), given["address"], language)

    @property
    def how(self) -> How:
        """As the action takes it."""
        return How(self.cleaned_data["consent_how"])


class YesForm(Form):
    """They may borrow one. What the rules leave open is asked for here."""

    band = one_of(
        _("What is there at home to get online with?"), Band.choices, needed=_("Choose what is there at home."),
        help_text=_("As they say it themselves. It decides their place."),
    )  # fmt: skip
    asked = forms.BooleanField(
        label=_("I have asked them what stands under “Ask them”, and they may borrow one"),
        required=False,
    )
    despite = forms.CharField(
        label=_("Why yes, although a rule says no?"), max_length=REASON_LIMIT, required=False, error_messages=LONG,
        help_text=_("It is kept with the request."),
    )  # fmt: skip

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {each.answer for each in findings}
        for name, answer in (("asked", "ask"), ("despite", "no")):
            if answer not in said:
                del self.fields[name]


class NoForm(Form):
    """Not this time. They read both."""

    reason = _long(
        _("Why not?"), longest=500, needed=_("Say why not, in words that they can read."), help_text=_("They read this.")
    )  # fmt: skip
    instead = _long(
        _("What else can help?"), longest=500, needed=_("Say what else can help."), help_text=_("They read this too.")
    )  # fmt: skip


class RuleForm(Form):
    """How one rule is kept."""

    on = forms.BooleanField(label=_("We keep this rule"), required=False)
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=0, max_value=120, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a whole number from 0 to 120.")),
    )  # fmt: skip
    words = _long(
        _("Why not, in words"),
        longest=REASON_LIMIT,
        help_text=_("%(n)s stands for the number. Empty: our own words."),
    )
    instead = _long(_("What else can help?"), longest=REASON_LIMIT)
