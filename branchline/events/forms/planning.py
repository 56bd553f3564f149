"""Forms of the staff: a new event, and why a date is called off."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.core.words import said
from branchline.people.models import Account

from ..models import (
    AGES,
    OF_THE_EVENT,
    Audience,
    BookedAs,
    Details,
    Event,
    MadeFor,
    Spoken,
    Theme,
)
from .asking import QuestionsForm
from .fields import Choices, TextField
from .places import PlacesForm
from .when import WhenForm
from .where import WhereForm

EVERYONE = "everyone"
AGE_CHOICES: Choices = ((EVERYONE, _("Everyone")), *Audience.choices)
FROM_A_LIST = {
    "invalid_choice": _("Choose from this list."),
    "invalid_list": _("Choose from this list."),
}


class EventForm(WhereForm, WhenForm, PlacesForm, QuestionsForm, OnceForm):
    """A new event: what, where, when, for whom, how many."""

    title = TextField(
        label=_("What is it called?"),
        max_length=120,
        error_messages={
            "required": _("Give it a name, like Rhyme time."),
            "max_length": _("Use a shorter name: %(limit_value)d letters at most."),
        },
    )
    title_cy = TextField(
        label=_("Name in Welsh"),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Use a shorter name: %(limit_value)d letters at most.")},
        widget=forms.TextInput(attrs={"lang": "cy"}),
    )
    summary = TextField(
        label=_("What happens there?"),
        help_text=_("One or two sentences, as you would say them across the counter."),
        required=False,
        max_length=1000,
        error_messages={"max_length": _("Use fewer words: %(limit_value)d letters at most.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    summary_cy = TextField(
        label=_("The same in Welsh"),
        required=False,
        max_length=1000,
        error_messages={"max_length": _("Use fewer words: %(limit_value)d letters at most.")},
        widget=forms.Textarea(attrs={"rows": 3, "lang": "cy"}),
    )
    ages = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=AGE_CHOICES,
        initial=EVERYONE,
        error_messages={
            "required": _("Choose who it is for."),
            "invalid_choice": _("Choose one of these groups."),
        },
    )
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("It chooses the picture."),
        choices=Theme.choices,
        initial=Theme.MEET.value,
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    access = forms.MultipleChoiceField(
        label=_("What makes it easier to come?"),
        help_text=_(
            "Choose all that are true of this event. What is true of the building is shown anyway."
        ),
        choices=[(fact.value, fact.label) for fact in OF_THE_EVENT],
        required=False,
        error_messages=FROM_A_LIST,
        widget=forms.CheckboxSelectMultiple,
    )
    cost = TextField(
        label=_("Does it cost anything?"),
        help_text=_("Leave it empty when it is free. Else for example: £3, or £1 for children."),
        required=False,
        max_length=80,
        error_messages={"max_length": _("Use fewer words: %(limit_value)d letters at most.")},
    )
    lead = forms.ChoiceField(
        label=_("Who leads it?"),
        help_text=_("Only staff see it. We warn you when they are somewhere else at that time."),
        required=False,
        error_messages={"invalid_choice": _("Choose from this list.")},
    )
    booked_as = forms.ChoiceField(
        label=_("Of a series, what do people book?"),
        help_text=_(
            "All dates together suits a course, where one group stays from the first to the last."
        ),
        choices=BookedAs.choices,
        initial=BookedAs.DATES.value,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    made_for = forms.MultipleChoiceField(
        label=_("Is it made for some people above all?"),
        help_text=_("Everybody may come. It says who will feel expected."),
        choices=MadeFor.choices,
        required=False,
        error_messages=FROM_A_LIST,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages are spoken?"),
        choices=Spoken.choices,
        initial=[Spoken.ENGLISH.value],
        required=False,
        error_messages=FROM_A_LIST,
        widget=forms.CheckboxSelectMultiple,
    )

    asks_before = forms.BooleanField(
        label=_("Ask the day before: are you still coming?"),
        help_text=_(
            "By email or text, with one press for yes or no. Places that come free go to whoever waits."
        ),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    field_order = (
        "key", "title", "branch", *(n for names in WhereForm.OF_SETTING.values() for n in names), *WhenForm.WHEN,
        *PlacesForm.PLACES, "ages", *PlacesForm.KINDS, *PlacesForm.GROUPS,
        *PlacesForm.WINDOW, "theme", "summary", "title_cy", "summary_cy", "access", "made_for",
        "languages", "cost", "lead", "booked_as", "asks_before",
    )  # fmt: skip

    MORE = (
        *PlacesForm.KINDS,
        *PlacesForm.GROUPS,
        *PlacesForm.WINDOW,
        "theme",
        "summary",
        "title_cy",
        "summary_cy",
        "access",
        "made_for",
        "languages",
        "cost",
        "lead",
        "booked_as",
        "asks_before",
    )
    """What an event can do without: folded away, so that a new one is made in under a minute."""

    def __init__(
        self,
        *args: Any,
        branches: Choices,
        staff: Sequence[Account] = (),
        dates_stay: bool = False,
        **kwargs: Any,
    ) -> None:
        """`dates_stay`: the event is published, so when is not asked. `staff` may lead it."""
        super().__init__(*args, **kwargs)
        self.staff = {account.public_id: account for account in staff}
        lead = cast(forms.ChoiceField, self.fields["lead"])
        lead.choices = [("", _("Nobody yet")), *((key, str(a)) for key, a in self.staff.items())]
        branch = cast(forms.ChoiceField, self.fields["branch"])
        # One branch within reach is chosen already.
        branch.choices = (
            branches if len(branches) == 1 else [("", _("Choose a library")), *branches]
        )
        if dates_stay:
            for name in WhenForm.WHEN:
                del self.fields[name]

    @property
    def says_more(self) -> bool:
        """Whether something stands, or is to be put right, in the part that is folded away."""
        usual: tuple[object, ...] = (
            None,
            "",
            False,
            [],
            Theme.MEET.value,
            ["en"],
            "dates",
            "words",
        )
        return any(self[name].errors or self[name].value() not in usual for name in self.MORE)

    @classmethod
    def filled_with(cls, event: Event) -> dict[str, Any]:
        """What stands in the form when an event is changed."""
        span = (event.age_from, event.age_to)
        ages = next((name for name, known in AGES.items() if span == known), EVERYONE)
        return {
            "title": event.title.en or event.title.cy,
            "title_cy": event.title.cy,
            "summary": event.summary.en,
            "summary_cy": event.summary.cy,
            **cls.filled_with_where(event),
            **cls.filled_with_timing(event),
            **cls.filled_with_places(event),
            **cls.filled_with_questions(event),
            "ages": Audience.ADULTS.value if span == (18, None) else ages,
            "theme": event.theme,
            "access": event.access,
            "made_for": event.made_for,
            "languages": event.languages,
            "booked_as": event.booked_as,
            "asks_before": event.asks_before,
            "cost": event.cost.text("en"),
            "lead": event.lead.public_id if event.lead else "",
        }

    def details(self) -> Details:
        """What the event is."""
        given = self.cleaned_data
        low, high = AGES.get(given["ages"], (None, None))
        return Details(
            title=said(given["title"], given["title_cy"]),
            summary=said(given["summary"], given["summary_cy"]),
            theme=given["theme"],
            age_from=low,
            age_to=None if given["ages"] == Audience.ADULTS else high,
            access=tuple(given["access"]),
            made_for=tuple(given["made_for"]),
            languages=tuple(given["languages"]) or ("en",),
            cost=self.text("cost"),
            booked_as=given["booked_as"] or BookedAs.DATES,
            asks_before=given["asks_before"],
            lead_id=self.staff[given["lead"]].pk if given["lead"] else None,
            **self.where(),
            **self.places(),
            asking=self.questions(),
        )


class CancelOccurrenceForm(OnceForm):
    """Asked once: why it does not take place. Everybody who booked reads it."""

    reason = TextField(
        label=_("Why is it cancelled?"),
        help_text=_("Everybody who booked will read this. One short sentence is enough."),
        max_length=300,
        error_messages={
            "required": _("Say why, in a sentence that everybody who booked may read."),
            "max_length": _("Use fewer words: %(limit_value)d letters at most."),
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )
