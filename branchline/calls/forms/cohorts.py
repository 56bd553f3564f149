"""A rule that finds people for a round, and why their data may be used for it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.people.models import Purpose
from branchline.places.models import Branch, Ward

from ..actions import Ground
from ..errors import AsksNothing, NeverSo
from ..models import CallRound, Elsewhere, Rule
from .calling import LONG

AGE = dict.fromkeys(("invalid", "min_value", "max_value"), _("Write an age from 18 to 120."))
ONE_OF = {"invalid_choice": _("Choose from the list.")}
YOUNGEST, OLDEST = 18, 120
COLLECTED: "Sequence[tuple[str, str | Promise]]" = (
    (Purpose.OWN_AFFAIRS, _("Membership and lending")),
    (Purpose.NEWS, _("News and what’s on")),
    (Purpose.CALLS, _("Friendly calls")),
    (Purpose.WELFARE, _("Seeing that people are well")),
)


class RuleForm(Form):
    """Asked by its address, so that a preview can be kept and sent to a colleague."""

    age_from = forms.IntegerField(
        label=_("From what age?"), required=False, min_value=YOUNGEST, max_value=OLDEST, error_messages=AGE
    )  # fmt: skip
    age_to = forms.IntegerField(
        label=_("Up to what age?"), required=False, min_value=YOUNGEST, max_value=OLDEST, error_messages=AGE
    )  # fmt: skip
    quiet_since = forms.DateField(
        label=_("Nothing borrowed since"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("As the library system says."),
        error_messages={"invalid": _("Write the day like 2027-10-05.")},
    )  # fmt: skip
    branch = forms.ChoiceField(label=_("Their library"), required=False, error_messages=ONE_OF)
    ward = forms.ChoiceField(label=_("Where they live"), required=False, error_messages=ONE_OF)
    elsewhere = forms.ChoiceField(
        label=_("On other rounds"), required=False, error_messages=ONE_OF,
        choices=[("", _("Whether they are on another round or not")), *Elsewhere.choices],
    )  # fmt: skip

    def __init__(
        self, *args: Any, branches: Sequence[Branch], wards: Sequence[Ward], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        libraries = [(each.public_id, str(each.name)) for each in branches]
        self.fields["branch"].choices = [("", _("Any library")), *libraries]  # type: ignore[attr-defined]
        named = [(each.code, each.name) for each in wards]
        self.fields["ward"].choices = [("", _("Anywhere")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Asks for something, and ages in their order."""
        given = super().clean() or {}
        if self.errors:
            return given
        rule = self.rule()
        if not rule.asks:
            self.refuse(AsksNothing())
        elif rule.age_from is not None and rule.age_to is not None and rule.age_to < rule.age_from:
            self.refuse(NeverSo())
        return given

    def rule(self) -> Rule:
        """As the action takes it."""
        return Rule(**{name: self.cleaned_data[name] for name in Rule.__dataclass_fields__})


class GroundForm(OnceForm):
    """Why this data may be used for these calls."""

    collected_for = forms.ChoiceField(
        label=_("For what did you collect these details?"), widget=forms.RadioSelect, choices=COLLECTED,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what the details were collected for.")),
    )  # fmt: skip
    compatible = forms.CharField(
        label=_("Why may they be used for these calls?"), required=False, max_length=600, error_messages=LONG,
        help_text=_("Needed where they were collected for something else. What your data protection officer has agreed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    notice = forms.CharField(
        label=_("The line of your privacy notice that says so"), required=False, max_length=300, error_messages=LONG,
    )  # fmt: skip

    def __init__(self, *args: Any, round_: CallRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_

    def ground(self) -> Ground:
        """As the action takes it."""
        given = self.cleaned_data
        return Ground(Purpose(given["collected_for"]), given["compatible"], given["notice"])


class TakeOffForm(Form):
    """Which of those who fit no more leave the round."""

    person = forms.MultipleChoiceField(
        label=_("Who shall be rung no more?"), widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Tick whom to take off.")),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
