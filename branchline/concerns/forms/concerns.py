"""Raising a concern, on its own page or within another room's form; and what leads write."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm

from ..errors import (
    ChooseADecision,
    SayHowUrgent,
    SayHowUrgentOrClear,
    SayWhatYouSaw,
    SayWhoItIsAbout,
)
from ..models import Decision, Told, Urgency
from ..models.concerns import WORDS_LIMIT

LONG = {"max_length": _("Please say it in %(limit_value)d letters or fewer.")}


class RaisingFields(Form):
    """What is asked of somebody who is worried. Three answers are enough; the rest helps."""

    about_words = forms.CharField(
        label=_("Who is it about?"), required=False, max_length=300, error_messages=LONG,
        help_text=_("A name, or what you know of them: a man of about 80 who comes on Tuesdays."),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        widget=forms.RadioSelect,
        choices=Urgency.choices,
        required=False,
        error_messages={"invalid_choice": SayHowUrgent.sentence},
    )
    words = forms.CharField(
        label=_("What did you see or hear?"), required=False, max_length=WORDS_LIMIT, error_messages=LONG,
        help_text=_("In their own words, as far as you remember. You need not be sure, and please don’t look into it"
                    " yourself."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    told = forms.ChoiceField(
        label=_("Do they know that you pass this on?"),
        widget=forms.RadioSelect,
        choices=Told.choices,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these, or none.")},
    )
    wishes = forms.CharField(
        label=_("What would they like to happen?"), required=False, max_length=WORDS_LIMIT, error_messages=LONG,
        help_text=_("If they said so. Leave it empty if you don’t know."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    at_risk = forms.CharField(
        label=_("Is anybody else at risk?"), required=False, max_length=300, error_messages=LONG,
        help_text=_("A child, a partner, somebody they care for."),
    )  # fmt: skip
    rang_999 = forms.BooleanField(label=_("Somebody has rung 999"), required=False)
    raiser_telephone = forms.CharField(
        label=_("Where can we ring you today?"), required=False, max_length=40, error_messages=LONG,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    about_known = False
    """Whether the page knows whom it is about."""

    def check(self) -> None:
        """The three that are needed, each said at its field."""
        given = self.cleaned_data
        if not self.about_known and not given.get("about_words"):
            self.add_error("about_words", str(SayWhoItIsAbout.sentence))
        if not given.get("urgency") and "urgency" not in self.errors:
            self.add_error("urgency", str(SayHowUrgent.sentence))
        if not given.get("words") and "words" not in self.errors:
            self.add_error("words", str(SayWhatYouSaw.sentence))

    @property
    def said(self) -> dict[str, Any]:
        """As `actions.raise_concern` takes it."""
        names = ("about_words", "urgency", "words", "told", "wishes", "at_risk", "rang_999")
        return {name: self.cleaned_data[name] for name in (*names, "raiser_telephone")}


class RaiseForm(RaisingFields, OnceForm):
    """The page of its own. `about` and the page it comes from travel along, unseen."""

    about = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    link_name = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    link_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, about_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about_known = about_known
        if about_known:
            field = self.fields["about_words"]
            field.label = _("Is it about somebody else? Say who")
            field.help_text = _("Leave it empty if it is about the person named above.")

    def clean(self) -> dict[str, Any]:
        """What is needed."""
        self.check()
        return self.cleaned_data


class ConcernFields(RaisingFields):
    """Within another room's form, whose person is known. Who writes one has raised one: there is no box to tick first,
    and what is left empty is none. Where one was begun by mistake, each question has an answer that takes it back."""

    about_known = True
    BEGUN = ("about_words", "urgency", "words", "told", "wishes", "at_risk", "rang_999")
    """Any of these is a concern. The raiser's number is none by itself: browsers fill it in unasked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        urgency = cast("forms.ChoiceField", self.fields["urgency"])
        urgency.choices = [("", _("I am not worried")), *Urgency.choices]
        urgency.initial = ""
        told = cast("forms.ChoiceField", self.fields["told"])
        told.choices = [*Told.choices, ("", _("I can’t say"))]
        told.initial = ""

    def clean(self) -> dict[str, Any]:
        """What is needed, once it is begun. What could not be read was begun as well."""
        given = self.cleaned_data
        if self.errors or any(given.get(name) for name in self.BEGUN):
            self.check()
        return given

    def check(self) -> None:
        """Words without an urgency: “No” may stand there, so say what to do about it."""
        super().check()
        if self.cleaned_data.get("words") and not self.cleaned_data.get("urgency"):
            self.errors["urgency"] = self.error_class([str(SayHowUrgentOrClear.sentence)])

    @property
    def is_wanted(self) -> bool:
        """Whether a concern is to be raised with the form."""
        if not (self.is_bound and self.is_valid()):
            return False
        return any(self.cleaned_data[name] for name in self.BEGUN)

    @property
    def has_more(self) -> bool:
        """Whether what helps beside the two that are needed was told, or is wrong."""
        more = ("told", "wishes", "at_risk", "rang_999", "raiser_telephone")
        return any(self[name].errors or self[name].value() for name in more)


class NoteForm(OnceForm):
    """What was done or heard since."""

    words = forms.CharField(
        label=_("Add a note"), required=False, max_length=WORDS_LIMIT, error_messages=LONG,
        help_text=_("Whom you spoke to, when, and what they said. It can’t be changed afterwards."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DecideForm(Form):
    """What was decided, and why."""

    decision = forms.ChoiceField(
        label=_("What did you decide?"),
        widget=forms.RadioSelect,
        choices=Decision.choices,
        required=False,
        error_messages={"invalid_choice": ChooseADecision.sentence},
    )
    decision_words = forms.CharField(
        label=_("Why, and whom did you speak to?"), required=False, max_length=WORDS_LIMIT, error_messages=LONG,
        help_text=_("Also what the person themselves wanted, and what they were told."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class ReopenForm(Form):
    """Why it is opened again."""

    words = forms.CharField(
        label=_("Why is it opened again?"), required=False, max_length=WORDS_LIMIT, error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
