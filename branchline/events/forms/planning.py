"""Forms of the staff: a new event, and why a date is called off."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branchline.core.forms import OnceForm
from branchline.core.words import said

from ..models import AGES, OF_THE_EVENT, Audience, Details, Event, HowToCome, Theme, Timing
from .fields import Choices, ClockField, DayField, TextField, WholeNumberField

CAPACITY_LIMIT = 2000

EVERYONE = "everyone"
AGE_CHOICES: Choices = ((EVERYONE, _("Everyone")), *Audience.choices)
REPEATS: Choices = (("once", _("Once")), ("series", _("More than once")))
EVERY: Choices = (
    ("1", _("Every week")),
    ("2", _("Every two weeks")),
    ("3", _("Every three weeks")),
    ("4", _("Every four weeks")),
)


class EventForm(OnceForm):
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
    branch = forms.ChoiceField(
        label=_("Which library?"),
        error_messages={
            "required": _("Choose the library."),
            "invalid_choice": _("Choose one of your libraries."),
        },
    )
    day = DayField(
        label=pgettext_lazy("of an event", "Date"), missing=_("Say on which date it takes place.")
    )
    starts = ClockField(label=_("Starts"), missing=_("Say when it starts."))
    ends = ClockField(label=_("Ends"), missing=_("Say when it ends."))
    repeats = forms.ChoiceField(
        label=_("Once, or more than once?"),
        choices=REPEATS,
        initial="once",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether it takes place once or more often."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    every = forms.ChoiceField(
        label=_("How often?"),
        choices=EVERY,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    until = DayField(label=_("Last date"), missing="", required=False)
    ages = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=AGE_CHOICES,
        initial=EVERYONE,
        error_messages={
            "required": _("Choose who it is for."),
            "invalid_choice": _("Choose one of these groups."),
        },
    )
    booking = forms.ChoiceField(
        label=_("Do people book?"),
        choices=(
            (HowToCome.BOOKABLE.value, _("Yes, they book places")),
            (HowToCome.DROP_IN.value, _("No, they just come")),
        ),
        initial=HowToCome.BOOKABLE.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )
    capacity = WholeNumberField(
        label=_("How many places?"),
        help_text=_("Count everybody: adults, children and babies."),
        required=False,
        low=1,
        high=CAPACITY_LIMIT,
        wrong=_("Write the number of places in figures, like 20."),
        too_low=_("There has to be at least 1 place."),
        too_high=_("That is more than any library holds: %(limit_value)d at most."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
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
        error_messages={
            "invalid_choice": _("Choose from this list."),
            "invalid_list": _("Choose from this list."),
        },
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = (
        "key", "title", "branch", "day", "starts", "ends", "repeats", "every", "until", "booking", "capacity", "ages", "theme",
        "summary", "access", "title_cy", "summary_cy",
    )  # fmt: skip

    DATES = ("branch", "day", "starts", "ends", "repeats", "every", "until")
    MORE = ("theme", "summary", "title_cy", "summary_cy", "access")
    """What an event can do without: folded away, so that a new one is made in under a minute."""

    def __init__(
        self, *args: Any, branches: Choices, dates_stay: bool = False, **kwargs: Any
    ) -> None:
        """`dates_stay`: the event is published, so where and when are not asked."""
        super().__init__(*args, **kwargs)
        branch = cast(forms.ChoiceField, self.fields["branch"])
        # One branch within reach is chosen already.
        branch.choices = (
            branches if len(branches) == 1 else [("", _("Choose a library")), *branches]
        )
        if dates_stay:
            for name in self.DATES:
                del self.fields[name]

    @property
    def says_more(self) -> bool:
        """Whether something stands, or is to be put right, in the part that is folded away."""
        usual: tuple[object, ...] = (None, "", [], Theme.MEET.value)
        return any(self[name].errors or self[name].value() not in usual for name in self.MORE)

    def clean(self) -> dict[str, Any]:
        """Fields that hang together: the last date of a series, the places of a bookable event."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("repeats", "once") == "once":
            self.errors.pop("until", None)
            self.errors.pop("every", None)
        elif not cleaned.get("until") and "until" not in self.errors:
            self._missing("until", _("Choose the last date."))
        if cleaned.get("booking") == HowToCome.DROP_IN:
            self.errors.pop("capacity", None)
        elif cleaned.get("capacity") is None and "capacity" not in self.errors:
            self._missing("capacity", _("Say how many places there are."))
        return cleaned

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
            "branch": event.branch.public_id,
            "day": event.first_day,
            "starts": event.starts,
            "ends": event.ends,
            "repeats": "series" if event.every_weeks else "once",
            "every": str(event.every_weeks or 1),
            "until": event.last_day,
            "booking": event.booking,
            "capacity": event.capacity,
            "ages": Audience.ADULTS.value if span == (18, None) else ages,
            "theme": event.theme,
            "access": event.access,
        }

    def _missing(self, field: str, sentence: Any) -> None:
        self.add_error(field, forms.ValidationError(sentence, code="required"))

    def details(self) -> Details:
        """What the event is."""
        given = self.cleaned_data
        low, high = AGES.get(given["ages"], (None, None))
        bookable = given["booking"] == HowToCome.BOOKABLE
        return Details(
            title=said(given["title"], given["title_cy"]),
            summary=said(given["summary"], given["summary_cy"]),
            booking=given["booking"],
            capacity=given["capacity"] if bookable else None,
            theme=given["theme"],
            age_from=low,
            age_to=None if given["ages"] == Audience.ADULTS else high,
            access=tuple(given["access"]),
        )

    def timing(self) -> Timing:
        """When it takes place."""
        given = self.cleaned_data
        once = given["repeats"] == "once"
        return Timing(
            first_day=given["day"],
            starts=given["starts"],
            ends=given["ends"],
            every_weeks=None if once else int(given["every"] or 1),
            last_day=None if once else given["until"],
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
