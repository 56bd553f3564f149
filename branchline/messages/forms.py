"""Forms of the room messages."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core import telephones
from branchline.core.clock import london
from branchline.core.forms import Form

from .models import Outcome, Route, Scope, Sender, normal_address

OUTCOMES = (
    (Outcome.ANSWERED, _("They answered, and I told them")),
    (Outcome.NO_ANSWER, _("No answer")),
    (Outcome.BUSY, _("Engaged")),
    (Outcome.MACHINE, _("Answering machine: I said only that the library will ring again")),
    (Outcome.CALL_BACK, _("They want to be rung at another time")),
    (Outcome.DECLINED, _("They did not want to hear it")),
    (Outcome.NO_MORE_CALLS, _("They want no more calls from us")),
    (Outcome.WRONG_NUMBER, _("Wrong number: somebody else lives there")),
)


YES, NO = "yes", "no"
ANSWERS = ((YES, _("They answered, and say yes")), (NO, _("They answered, and say no")))
"""To places that are held for them, for example."""
STILL_THINKING = (
    Outcome.ANSWERED.value,
    _("They answered, I told them, and they want to think about it"),
)


class CallForm(Form):
    """What came of a call."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(outcome.value, words) for outcome, words in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how it went."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    again_on = forms.DateField(
        label=_("If they want to be rung again: which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2027-10-05.")},
    )
    again_at = forms.TimeField(
        label=_("At what time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like 14:30.")},
    )
    note = forms.CharField(
        label=_("Note for colleagues (optional)"),
        help_text=_("Only what the next caller needs. It is deleted with the person’s data."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Use fewer words: 500 letters at most.")},
    )

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        """`asks`: they are asked something, and can say yes or no."""
        super().__init__(*args, **kwargs)
        if asks:
            others = [(outcome.value, words) for outcome, words in OUTCOMES[1:]]
            outcome: Any = self.fields["outcome"]
            outcome.choices = [*ANSWERS, STILL_THINKING, *others]

    def clean(self) -> dict[str, Any]:
        """A day and a time belong to being rung again."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.CALL_BACK:
            if "again_on" not in self.errors and not cleaned.get("again_on"):
                self.add_error("again_on", _("Choose the day when they want to be rung."))
            if "again_at" not in self.errors and not cleaned.get("again_at"):
                self.add_error("again_at", _("Choose the time when they want to be rung."))
        return cleaned

    def again(self) -> datetime | None:
        """The moment, when they want to be rung again."""
        if self.cleaned_data["outcome"] != Outcome.CALL_BACK:
            return None
        day, at = self.cleaned_data["again_on"], self.cleaned_data["again_at"]
        return london(day.year, day.month, day.day, at.hour, at.minute)


class AnotherWayForm(Form):
    """Where a message goes that did not arrive."""

    route = forms.ChoiceField(
        label=_("How shall we reach them?"),
        choices=[(r.value, r.label) for r in (Route.LETTER, Route.PHONE, Route.SMS, Route.EMAIL)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a way."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    address = forms.CharField(
        label=_("Postal address, phone number or email address"),
        help_text=_("A postal address as on an envelope: street, town and postcode, a line each."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={
            "required": _("Write where it should go."),
            "max_length": _("Use fewer words: 300 letters at most."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """The address fits the way."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        route, address = cleaned.get("route"), cleaned.get("address")
        if route and address and not can_reach(route, address):
            self.add_error("address", NOT_AN_ADDRESS[Route(route)])
        return cleaned


class StopForm(Form):
    """How much somebody does not want any more."""

    much = forms.ChoiceField(
        label=_("What do they not want any more?"),
        choices=[
            (
                Scope.TO_MANY.value,
                _("News and invitations. What they booked or borrowed still comes."),
            ),
            (Scope.EVERYTHING.value, _("Everything at this address")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what they do not want."),
            "invalid_choice": _("Choose one of these."),
        },
    )


NOT_AN_ADDRESS = {
    Route.LETTER: _("Write at least a street and a postcode, a line each."),
    Route.PHONE: _("Check the phone number. It looks like 0161 496 0123."),
    Route.SMS: _("Check the mobile number. It looks like 07700 900123."),
    Route.EMAIL: _("Check the email address. It looks like name@example.com."),
}


def can_reach(route: str, address: str) -> bool:
    """Whether it has the shape of an address of this way."""
    normal = normal_address(route, address)
    if route == Route.EMAIL:
        return bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", normal))
    if route == Route.LETTER:
        return len(normal.splitlines()) > 1
    number = telephones.plain(address)
    return number is not None and (route == Route.PHONE or number.startswith("07"))


class SenderForm(Form):
    """How the service presents itself."""

    postal_address = forms.CharField(
        label=_("Postal address at the head of letters"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label=_("Email goes out from"),
        help_text=_("Ask your IT colleagues first: the address must be allowed for this server."),
        required=False,
        error_messages={"invalid": _("Check the email address. It looks like name@example.com.")},
    )
    reply_to = forms.EmailField(
        label=_("Answers to emails go to"),
        required=False,
        error_messages={"invalid": _("Check the email address. It looks like name@example.com.")},
    )
    quiet_until = forms.TimeField(
        label=_("Text messages and calls from"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Choose a time."),
            "invalid": _("Write the time like 08:00."),
        },
    )
    quiet_from = forms.TimeField(
        label=_("until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Choose a time."),
            "invalid": _("Write the time like 20:00."),
        },
    )
    notify_email_template = forms.CharField(
        label=_("GOV.UK Notify: id of the email template"),
        help_text=_("A template whose subject is ((subject)) and whose text is ((body))."),
        required=False,
        max_length=36,
    )
    notify_sms_template = forms.CharField(
        label=_("GOV.UK Notify: id of the text message template"),
        help_text=_("A template whose text is ((body))."),
        required=False,
        max_length=36,
    )

    def clean(self) -> dict[str, Any]:
        """The day begins before it ends."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("quiet_until"), cleaned.get("quiet_from")
        if begins and ends and begins >= ends:
            self.add_error("quiet_from", _("Choose a time later than the first."))
        return cleaned

    @staticmethod
    def filled_with(sender: Sender) -> dict[str, Any]:
        """The values of now."""
        return {name: getattr(sender, name) for name in SenderForm.base_fields}
