"""A group asks for places, and what staff answer."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm

from ..actions import GroupWish
from ..models import MOST_ASKED, GroupKind
from .booking import NOTE_LIMIT, channel_field
from .fields import TextField, WholeNumberField
from .reach import ReachForm

SHORTER = {
    "max_length": _("Use fewer words: %(limit_value)d letters at most. You wrote %(show_value)d.")
}


def _how_many(label: Any, hint: Any) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        help_text=hint,
        required=False,
        high=MOST_ASKED,
        wrong=_("Write a number in figures, like 24."),
        too_low=_("This can’t be less than 0. Write 0 if nobody is coming."),
        too_high=_("That is more than any library holds: %(limit_value)d at most."),
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "min": 0, "class": "govuk-input--width-4"}
        ),
    )


class GroupForm(ReachForm, OnceForm):
    """Ask for places for a group: one page."""

    kind = forms.ChoiceField(
        label=_("What kind of group is it?"),
        choices=GroupKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what kind of group it is."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    group_name = TextField(
        label=_("What is the group called?"),
        help_text=_("For example the school and the class, or the name of the home."),
        max_length=100,
        error_messages={
            "required": _("Write what the group is called."),
            "max_length": _(
                "Use a shorter name: %(limit_value)d letters at most. You wrote %(show_value)d."
            ),
        },
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    adults = _how_many(_("How many adults?"), _("Teachers, carers and helpers count too."))
    children = _how_many(_("How many children?"), _("Under 18. Write 0 if there are none."))
    access_note = TextField(
        label=_("Can we do anything to make it easier for you to come?"),
        help_text=_(
            "For example room for three wheelchairs, a quiet corner, or somewhere to leave coats. Leave it empty if not."
        ),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages=SHORTER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    another_day = TextField(
        label=_("Would another day suit you too? (if you like)"),
        help_text=_("For example: any Tuesday or Thursday morning before half term."),
        required=False,
        max_length=200,
        error_messages=SHORTER,
    )

    field_order = (
        "key", "channel", "kind", "group_name", "adults", "children", "name", "reach", "email", "mobile", "landline",
        "post", "access_note", "another_day",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _(
            "Whoever leads the group, so that we know who to ask for."
        )
        self.fields["reach"].help_text = _(
            "We tell you whether you can come, and if something changes."
        )
        self.fields["landline"].help_text = _(
            "Somebody from the library will ring you with the answer."
        )

    def clean(self) -> dict[str, Any]:
        """Somebody has to come; a number left empty is none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wrong = {"adults", "children"} & set(self.errors)
        for field in {"adults", "children"} - wrong:
            cleaned[field] = cleaned.get(field) or 0
        if not wrong and not cleaned["adults"] + cleaned["children"]:
            self.add_error("adults", _("Say how many are coming: at least 1."))
        return cleaned

    def wish(self, *, language: str, mine: Collection[str] = ()) -> GroupWish:
        """What they ask for."""
        given = self.cleaned_data
        return GroupWish(
            kind=given["kind"],
            group_name=given["group_name"],
            contact_name=given["name"],
            route=self.route,
            address=self.address,
            language=language,
            adults=given["adults"],
            children=given["children"],
            access_note=given["access_note"],
            another_day=given["another_day"],
            mine=mine,
            told=bool(given.get("told")),
        )


class DeskGroupForm(GroupForm):
    """Staff put a group down that stands at the desk, phones or has written."""

    channel = channel_field()
    told = forms.BooleanField(
        label=_("I tell them now that we have their request: nobody needs to write"),
        help_text=_("An email or a text message is sent all the same: their own page is in it."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Who leads it?")
        self.fields["name"].help_text = ""
        self.fields["reach"].label = _("How may we reach them?")
        self.fields["reach"].help_text = ""
        self.fields["access_note"].label = _("Anything that makes it easier for them to come?")
        self.fields["another_day"].label = _("Would another day suit them too?")


REASONS = (
    ("full", _("There is not enough room for all of you on this day.")),
    ("staff", _("We do not have enough staff on this day to look after a group well.")),
    ("others", _("Families have booked already, and it would be too full for them and for you.")),
    ("age", _("This is made for other ages, so your group would not enjoy it.")),
    ("own", _("We would like to put on a session of its own for you: please ring us.")),
    ("else", _("Another reason")),
)
"""Ready to choose from; the group reads the sentence in its own language."""


YES, NO, OWN_WORDS = "yes", "no", "else"


class AnswerForm(Form):
    """Yes or no; with a no a reason; and whether they are told now."""

    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=((YES, _("Yes, keep places for all of them")), (NO, _("No, not this time"))),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say yes or no."),
            "invalid_choice": _("Say yes or no."),
        },
    )
    reason = forms.ChoiceField(
        label=_("Why not this time?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these reasons.")},
    )
    words = TextField(
        label=_("Anything to tell them? (if you like)"),
        help_text=_("They read it in our message. For example where to leave the coach."),
        required=False,
        max_length=400,
        error_messages=SHORTER,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    told = forms.BooleanField(
        label=_("I tell them now: nobody needs to ring or write"),
        help_text=_("Ring or see them first, then press the button."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    def clean(self) -> dict[str, Any]:
        """A no has a reason, chosen or written."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") != NO or {"reason", "words"} & set(self.errors):
            return cleaned
        if not cleaned["reason"] and not cleaned["words"]:
            self.add_error("reason", _("Say why, so that the group understands: choose a reason."))
        elif cleaned["reason"] == OWN_WORDS and not cleaned["words"]:
            self.add_error("words", _("Say why, in a sentence that the group may read."))
        return cleaned

    @property
    def says_yes(self) -> bool:
        """They can come."""
        return bool(self.cleaned_data["answer"] == YES)

    def sentence(self, language: str) -> str:
        """What the group reads, in its language: the chosen reason, then what was written."""
        given, chosen = self.cleaned_data, ""
        if not self.says_yes and given["reason"] not in ("", OWN_WORDS):
            with translation.override(language):
                chosen = str(dict(REASONS)[given["reason"]])
        return " ".join(part for part in (chosen, given["words"]) if part)
