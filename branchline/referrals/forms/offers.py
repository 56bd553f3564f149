"""Which partner takes whom: what a manager fills in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.people.models import Organisation

from ..actions import OfferFacts
from ..models import PartnerOffer, ReferralKind

OUTSIDE = "outside"


class OfferForm(OnceForm):
    """A partner whose people sign in here, or a body outside."""

    who = forms.ChoiceField(
        label=_("Who helps?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who helps."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    name = forms.CharField(
        label=_("Name of another organisation"), required=False, max_length=120,
        error_messages={"max_length": _("Use 120 letters or fewer.")},
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("What do they help with?"),
        widget=forms.CheckboxSelectMultiple,
        choices=ReferralKind.choices,
        error_messages={
            "required": _("Choose at least one thing that they help with."),
            "invalid_choice": _("Choose from this list."),
        },
    )
    answer_days = forms.CharField(
        label=_("In how many working days do they answer?"),
        initial="5",
        error_messages={"required": _("Write a number of days in figures, like 5.")},
    )
    words = forms.CharField(
        label=_("What they do, and for whom"), required=False, max_length=300,
        help_text=_("Your colleagues and callers read this."),
        error_messages={"max_length": _("Please say it in 300 letters or fewer.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Email address for new referrals"), required=False,
        help_text=_("Empty: everybody of theirs who signs in here is told."),
        error_messages={"invalid": _("Write an email address with an @, like name@example.org.")},
    )  # fmt: skip
    telephone = forms.CharField(label=_("Telephone number"), required=False, max_length=40)
    address = forms.CharField(
        label=_("Address"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = forms.ChoiceField(
        label=_("In which language do we write to them?"),
        choices=settings.LANGUAGES,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these languages.")},
    )

    def __init__(self, *args: Any, partners: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {partner.public_id: partner for partner in partners}
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [
            *((key, str(partner)) for key, partner in self.partners.items()),
            (OUTSIDE, _("Another organisation, which we write to or ring")),
        ]

    def clean_answer_days(self) -> int:
        """Days in figures."""
        typed = str(self.cleaned_data["answer_days"]).strip()
        if not (typed.isascii() and typed.isdecimal()) or len(typed) > 3:
            raise forms.ValidationError(_("Write a number of days in figures, like 5."))
        return int(typed)

    def facts(self) -> OfferFacts:
        """As the actions take it."""
        given = self.cleaned_data
        return OfferFacts(
            kinds=[ReferralKind(kind) for kind in given["kinds"]],
            organisation=self.partners.get(given["who"]),
            name=given["name"],
            answer_days=given["answer_days"],
            email=given["email"],
            telephone=given["telephone"],
            address=given["address"],
            language=given["language"] or "en",
            words=given["words"],
        )

    @classmethod
    def of(cls, offer: PartnerOffer) -> dict[str, Any]:
        """What an offer says, to begin with."""
        plain = (
            "name",
            "kinds",
            "answer_days",
            "words",
            "email",
            "telephone",
            "address",
            "language",
        )
        who = offer.organisation.public_id if offer.organisation else OUTSIDE
        return {"who": who, **{name: getattr(offer, name) for name in plain}}
