"""What somebody fills in to pass a person on: for what and to whom in one choice, words, what goes with it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from branchline.core.forms import Form, OnceForm

from ..models import Fact, How, PartnerOffer, ReferralKind, Urgency
from ..models.referrals import WORDS_LIMIT
from ..queries import known_facts, offers
from ..queries.facts import Person

TOO_LONG = gettext_lazy("Please say it in 1,000 letters or fewer.")


class ReferralForm(Form):
    """For whom is said when it is made. `to` is "groceries:k7mp2x9d3f": for what, and to which partner."""

    to = forms.ChoiceField(
        label=gettext_lazy("What do they need, and who could help?"),
        error_messages={
            "required": gettext_lazy("Choose what they need and who could help."),
            "invalid_choice": gettext_lazy("Choose from this list: it may have changed."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("What is needed?"),
        help_text=gettext_lazy(
            "For the partner. What happens now, what would help, what they have tried, when they are at home."
            " Nothing about health that does not matter for it."
        ),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Say in a few words what is needed."),
            "max_length": TOO_LONG,
        },
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("How soon?"),
        widget=forms.RadioSelect,
        choices=Urgency.choices,
        initial=Urgency.USUAL.value,
        error_messages={
            "required": gettext_lazy("Choose how soon."),
            "invalid_choice": gettext_lazy("Choose how soon."),
        },
    )
    share = forms.MultipleChoiceField(
        label=gettext_lazy("What may we pass on, beside their first name?"),
        help_text=gettext_lazy("Ask for each. Tick only what they agree to."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Tick what stands in this list.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.public_id: offer for offer in offers()}
        _choices(self, "to", _who_helps(self.offers.values()))
        known = known_facts(person)
        _choices(self, "share", [(fact.value, f"{fact.label}: {known[fact]}") for fact in known])

    @property
    def kind(self) -> ReferralKind:
        """For what."""
        return ReferralKind(self.cleaned_data["to"].partition(":")[0])

    @property
    def offer(self) -> PartnerOffer:
        """To whom."""
        return self.offers[self.cleaned_data["to"].partition(":")[2]]

    def as_said(self) -> dict[str, Any]:
        """As `actions.make_referral` takes it."""
        return {
            "kind": self.kind,
            "offer": self.offer,
            "words": self.cleaned_data["words"],
            "urgency": Urgency(self.cleaned_data["urgency"]),
            "share": [Fact(fact) for fact in self.cleaned_data["share"]],
        }


class NewReferralForm(ReferralForm, OnceForm):
    """The same on a page of its own."""


class ConsentForm(Form):
    """How they said yes to the sentence that was read to them."""

    consent_how = forms.ChoiceField(
        label=gettext_lazy("How did they say yes?"),
        widget=forms.RadioSelect,
        choices=How.choices,
        error_messages={
            "required": gettext_lazy("Ask them first, and choose how they said yes."),
            "invalid_choice": gettext_lazy("Ask them first, and choose how they said yes."),
        },
    )

    @property
    def how(self) -> How:
        """As the actions take it."""
        return How(self.cleaned_data["consent_how"])


def _choices(form: Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = choices


def _who_helps(found: Any) -> list[tuple[str, str]]:
    rows: Sequence[PartnerOffer] = list(found)
    listed = [("", _("Choose"))]
    for kind in ReferralKind:
        for offer in rows:
            if kind in offer.kinds:
                days = ngettext(
                    "answers in %(n)s working day",
                    "answers in %(n)s working days",
                    offer.answer_days,
                ) % {"n": offer.answer_days}
                listed.append((f"{kind.value}:{offer.public_id}", f"{kind.label}: {offer}, {days}"))
    return listed
