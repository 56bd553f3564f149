"""Forms of booking: who is coming, one way to reach them, the code of a letter."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal
from branchline.core.forms import Form, OnceForm
from branchline.messages.models import Route
from branchline.places.queries import full_postcode, possible_postcode, spaced_postcode

from ..actions import MOST_PEOPLE, Wish
from ..errors import ASK_AS_A_GROUP, PHONE_FOR_MORE, AlreadyBooked, NotEnoughPlaces, TooBigAParty
from ..models import Booking, Occurrence, WaitingListEntry
from .asking import AnswersForm
from .fields import TextField, WholeNumberField
from .reach import ReachForm

NOTE_LIMIT = 500
POSTCODE_WRONG = _("Check the postcode. It looks like M33 7ZF. You may leave it empty.")

POSTCODE_NOWHERE = _(
    "No postcode in the UK begins like %(postcode)s. Check it, or leave it empty: you can book without."
)


def party_field(
    label: Any, hint: Any, *, initial: int, high: int = MOST_PEOPLE
) -> WholeNumberField:
    """How many of one kind are coming."""
    return WholeNumberField(
        label=label,
        help_text=hint,
        initial=initial,
        high=high,
        required=False,
        wrong=_("Write a number in figures, like 2."),
        too_low=_("This can’t be less than 0. Write 0 if nobody is coming."),
        too_high=PHONE_FOR_MORE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": high}),
    )


class PartyForm(Form):
    """Who is coming: adults and children are counted, nothing more is asked about them."""

    adults = party_field(_("Adults"), _("Parents and carers count too"), initial=1)
    children = party_field(_("Children"), _("Under 18. Babies count too"), initial=0)

    def clean(self) -> dict[str, Any]:
        """Somebody has to come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for field in ("adults", "children"):
            if field not in self.errors:
                cleaned[field] = cleaned.get(field) or 0
        if (
            not {"adults", "children"} & set(self.errors)
            and not cleaned["adults"] + cleaned["children"]
        ):
            self.add_error(
                "adults",
                forms.ValidationError(_("Say how many are coming: at least 1."), code="nobody"),
            )
        return cleaned


class HowManyForm(PartyForm):
    """How many of a party come: fewer, or more."""

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        is_now = {"adults": booking.adults, "children": booking.children}
        super().__init__(*args, initial=is_now, **kwargs)
        for name, most in is_now.items():
            asked = self.fields[name]
            # A group is more than one booking otherwise holds.
            high = max(MOST_PEOPLE, most)
            field = party_field(asked.label, asked.help_text, initial=most, high=high)
            self.fields[name] = field


class BookForm(ReachForm, PartyForm, AnswersForm, OnceForm):
    """Book places without an account: one page."""

    access_note = TextField(
        label=_("Can we do anything to make it easier for you to come?"),
        help_text=_(
            "For example a chair with arms, a place near the front, or room for a wheelchair. Leave it empty if not."
        ),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={
            "max_length": _(
                "Use fewer words: %(limit_value)d letters at most. You wrote %(show_value)d."
            )
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    postcode = TextField(
        label=_("Your postcode (if you like)"),
        help_text=_(
            "It shows which neighbourhoods come to libraries. We note the neighbourhood and forget the postcode."
        ),
        required=False,
        max_length=12,
        error_messages={"max_length": POSTCODE_WRONG},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "postal-code",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
    )

    may_ask = forms.BooleanField(
        label=_("Ask me afterwards how it was"),
        help_text=_("Once, by email or text: three short questions. Nobody learns who answered."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    rather_waits = forms.BooleanField(required=False, widget=forms.HiddenInput)
    asks_first = forms.BooleanField(
        label=_("Ask us first when places come free"),
        help_text=_(
            "Otherwise we keep them for you at once and tell you. On the last day we always ask first."
        ),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    field_order = (
        "key", "adults", "children", "name", "reach", "email", "mobile", "landline", "post", "access_note", "postcode",
        "rather_waits", "asks_first", "may_ask",
    )  # fmt: skip

    too_few = False
    """Fewer places are left than they asked for; `full_for`: of one kind there are none."""
    full_for = ""
    booked_already = ""
    """The public id of the booking that this browser made in that name."""
    too_many = False
    """More come than one booking holds."""

    def __init__(self, *args: Any, groups: bool = False, **kwargs: Any) -> None:
        """`groups`: this event takes groups, so more than one booking holds may ask there."""
        super().__init__(*args, **kwargs)
        if groups:
            for name in ("adults", "children"):
                self.fields[name].error_messages["max_value"] = ASK_AS_A_GROUP

    def clean(self) -> dict[str, Any]:
        """Notes what the page leads on with."""
        cleaned = super().clean()
        self.too_many = any(self.has_error(name, "max_value") for name in ("adults", "children"))
        return cleaned

    def refuse(self, refusal: Refusal) -> None:
        """With what is left they may ask for fewer, or wait."""
        super().refuse(refusal)
        self.too_many = isinstance(refusal, TooBigAParty)
        self.booked_already = refusal.booking if isinstance(refusal, AlreadyBooked) else ""
        if isinstance(refusal, NotEnoughPlaces) and not refusal.left.full:
            self.too_few, self.full_for = True, refusal.full_for

    def still_waits(self, *, full: bool) -> None:
        """Whoever chose to wait for all of them and has something else to put right chose that all the same."""
        self.too_few = self.too_few or (not full and bool(self["rather_waits"].value()))

    def lost_them(self, got: Booking | WaitingListEntry, date: Occurrence) -> bool:
        """They meant to book and wait now: the places went while they wrote. Of a draw everybody knows."""
        meant_to_book = not self.cleaned_data["rather_waits"] and date.asks_until is None
        return meant_to_book and isinstance(got, WaitingListEntry)

    def wish(self, *, language: str, mine: Collection[str] = ()) -> Wish:
        """What they ask for."""
        given = self.cleaned_data
        return Wish(
            contact_name=given["name"],
            route=self.route,
            address=self.address,
            language=language,
            adults=given["adults"],
            children=given["children"],
            access_note=given["access_note"],
            postcode=given["postcode"],
            may_ask=given["may_ask"],
            mine=mine,
            answers=self.answers,
        )

    def clean_postcode(self) -> str:
        """A whole one or none: half of one says nothing of where they live."""
        typed: str = self.cleaned_data["postcode"]
        if typed and not full_postcode(typed):
            raise forms.ValidationError(POSTCODE_WRONG)
        if typed and not possible_postcode(typed):
            raise forms.ValidationError(
                POSTCODE_NOWHERE,
                params={"postcode": spaced_postcode(full_postcode(typed) or typed)},
            )
        return typed


def channel_field() -> forms.ChoiceField:
    """How somebody asked for whom staff fill in the form."""
    return forms.ChoiceField(
        label=_("How did they ask?"),
        choices=(("desk", _("At the desk")), ("phone", _("By phone")), ("letter", _("By letter"))),
        initial="desk",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how they asked."),
            "invalid_choice": _("Choose desk, phone or letter."),
        },
    )


class DeskBookForm(BookForm):
    """Staff book for somebody who stands at the desk, phones or has written."""

    channel = channel_field()

    told = forms.BooleanField(
        label=_("I tell them now: nobody needs to ring or write"),
        help_text=_(
            "An email or a text message is sent all the same: their way to cancel is in it."
        ),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    def wish(self, *, language: str, mine: Collection[str] = ()) -> Wish:
        """The same; a call or a letter is left out where staff have said it already."""
        by_hand = self.route in (Route.PHONE, Route.LETTER)
        told = bool(self.cleaned_data["told"]) and by_hand
        return replace(super().wish(language=language, mine=mine), told=told)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Their name")
        self.fields["name"].help_text = ""
        self.fields["reach"].label = _("How may we reach them?")
        self.fields["reach"].help_text = ""
        self.fields["access_note"].label = _("Anything that makes it easier for them to come?")
        self.fields["access_note"].help_text = ""
        self.fields["asks_first"].label = _("Ask them first when places come free")
        self.fields["asks_first"].help_text = _(
            "Otherwise we keep them at once and tell them. On the last day we always ask first."
        )


CODE_AT_THE_DOOR = 10
"""Letters and figures of `letters.at_door.code_in_words`, which people try here."""


class CodeForm(Form):
    """The short code that stands in a letter or is read out on the telephone."""

    code = TextField(
        label=_("Code from the letter"),
        help_text=_("8 letters and numbers in two groups, like k7mp-2x9d"),
        max_length=60,
        error_messages={
            "required": _("Write the code that stands in the letter."),
            "max_length": _("The code is shorter: 8 letters and numbers in two groups."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """As it was printed: people leave out the hyphen, and read 0 for o and 1 for l or i."""
        typed = re.sub(r"[\s\-–]", "", self.cleaned_data["code"].lower())
        read = typed.translate(str.maketrans("oil", "011"))
        if len(read) == CODE_AT_THE_DOOR and read.isalnum():
            raise forms.ValidationError(
                _(
                    "This is the code for the door. The one we need here has 8 letters and numbers: "
                    "it stands in your letter, or we told it to you on the phone."
                )
            )
        if len(read) != 8 or not read.isalnum():
            raise forms.ValidationError(
                _("A code has 8 letters and numbers in two groups. Please check it.")
            )
        return f"{read[:4]}-{read[4:]}"
