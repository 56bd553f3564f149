"""Forms about residents and contacts: the shape of input only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal
from branchline.core.forms import Form, OnceForm
from branchline.messages.models import Route
from branchline.people.actions import Details
from branchline.people.models import (
    AgeBand,
    Answer,
    ByWhatRight,
    CommunicationNeed,
    Contact,
    MarkKind,
    MarkSource,
    Need,
    Purpose,
    Resident,
)
from branchline.people.models.needs import GROUPS

from .fields import DayField, choice, line, lines

REACH = [
    (Route.EMAIL.value, _("Email")),
    (Route.SMS.value, _("Text message to a mobile")),
    (Route.PHONE.value, _("Phone call")),
    (Route.LETTER.value, _("Letter")),
]
ADDRESS_HINT = _(
    "An email address, a phone number, or a postal address with the postcode on the last line."
)
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class DetailsOfResident(Form):
    """What a record says of somebody."""

    name = line(
        _("Name"), longest=200, missing=_("Write their name. One word is enough."),
        help_text=_("In full, as they write it."),
    )  # fmt: skip
    known_as = line(
        _("What to call them"),
        longest=100,
        help_text=_("If it is not the first word of their name."),
    )
    born_on = DayField(
        label=_("Date of birth"),
        required=False,
        help_text=_("Only where an age limit or a card needs it. For example 9 3 1948."),
    )
    age_band = choice(
        _("Age, about"), [("", _("We don’t know")), *AgeBand.choices], listed=True,
        help_text=_("If you don’t need the date of birth, this is enough."),
    )  # fmt: skip
    postcode = line(
        _("Postcode at home"), longest=12, help_text=_("It tells us the ward, for counting.")
    )
    language = choice(
        _("Which language do we write in?"), settings.LANGUAGES, missing=_("Choose a language."),
        initial="en",
    )  # fmt: skip
    spoken_language = line(
        _("Language they speak, if it is another"), longest=40,
        help_text=_("So that we can find somebody who speaks it."),
    )  # fmt: skip
    note = lines(
        _("What colleagues should know"), longest=2000,
        help_text=_("They can ask to read this. Nothing about health: needs have a place of their own."),
    )  # fmt: skip

    def details(self) -> Details:
        """As the actions take them."""
        said = self.cleaned_data
        return Details(**{name: said[name] for name in DetailsOfResident.base_fields})

    @staticmethod
    def of(resident: Resident) -> dict[str, Any]:
        """What the record says now, for the form."""
        return {name: getattr(resident, name) for name in DetailsOfResident.base_fields}


class WayForm(Form):
    """One way to reach somebody."""

    route = choice(_("How?"), REACH, missing=_("Choose how they can be reached."))
    address = lines(
        _("Address or number"), longest=2000, missing=_("Write the address or number."),
        help_text=ADDRESS_HINT,
    )  # fmt: skip


class AddWayForm(WayForm, OnceForm):
    """Another way to reach somebody."""


class ActsForForm(AddWayForm):
    """Somebody who acts for a resident."""

    name = line(
        _("Name of the one who acts for them"), longest=60,
        missing=_("Write the name of the one who acts for them."),
    )  # fmt: skip
    by_right = choice(
        _("By what right?"), ByWhatRight.choices, missing=_("Choose by what right they act.")
    )
    evidence = line(
        _("How do we know?"), longest=300, missing=_("Write how we know, for example “said at the desk”."),
        help_text=_("For example “said at the desk”, or which paper you have seen. Keep no copy."),
    )  # fmt: skip
    gets_messages = forms.BooleanField(
        label=_("They want their messages to go to this person"), required=False,
        help_text=_("Then we write to and ring this person about what is booked for them."),
    )  # fmt: skip
    field_order = ("name", "route", "address", "by_right", "evidence", "gets_messages")

    def as_said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = {name: self.cleaned_data[name] for name in self.field_order}
        return {**said, "route": Route(said["route"]), "by_right": ByWhatRight(said["by_right"])}


class NewResidentForm(DetailsOfResident, OnceForm):
    """A new record: a name is enough; the rest can follow."""

    route = choice(
        _("How would they like to be reached?"), [*REACH, ("", _("Not at all, or we don’t know"))],
        initial="",
    )  # fmt: skip
    address = lines(_("Address or number"), longest=2000, help_text=ADDRESS_HINT)
    card = line(_("Library card"), longest=60, help_text=_("The number on the card."))
    field_order = (
        "name", "known_as", "card", "route", "address", "born_on", "age_band", "postcode", "language",
        "spoken_language", "note",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A way needs an address, and an address needs its way."""
        said = super().clean() or self.cleaned_data
        if said.get("route") and not said.get("address"):
            self.add_error("address", _("Write the address or number, or choose “Not at all”."))
        if said.get("address") and not said.get("route"):
            self.add_error("route", _("Say whether this is for email, texts, calls or letters."))
        return said

    def routes(self) -> list[tuple[Route, str]]:
        """The way that was given, if one was."""
        said = self.cleaned_data
        return [(Route(said["route"]), said["address"])] if said["route"] else []


class CardForm(OnceForm):
    """What another system calls them."""

    system = line(
        _("Which system?"), longest=40, initial="card", missing=_("Name the system, for example card."),
        help_text=_("“card” for the library card; otherwise the name of the other system."),
    )  # fmt: skip
    card = line(_("Number there"), longest=60, missing=_("Write the number."))


class NeedForm(OnceForm):
    """A communication need: what they need, never why."""

    need = choice(
        _("What do they need?"),
        [("", _("Choose")), *((g.label, [(n.value, n.label) for n in needs]) for g, needs in GROUPS.items())],
        listed=True, missing=_("Choose what they need."),
    )  # fmt: skip
    note = line(_("In their own words"), longest=300)
    met_how = line(_("What we do about it"), longest=300)
    may_be_shared = forms.BooleanField(
        label=_("They agree that a partner whom we send them to is told"), required=False
    )

    def as_said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        return {
            "need": Need(said["need"]), "note": said["note"], "met_how": said["met_how"],
            "may_be_shared": said["may_be_shared"],
        }  # fmt: skip


class ReviewForm(Form):
    """Ask again: does it still hold?"""

    still_needed = choice(
        _("Do they still need this?"), YES_NO, missing=_("Say whether they still need it.")
    )
    met_how = line(_("What we do about it"), longest=300)

    @staticmethod
    def of(need: CommunicationNeed) -> dict[str, Any]:
        """What stands there now."""
        return {"met_how": need.met_how}


class ConsentForm(OnceForm):
    """What somebody said, and how we know."""

    purpose = choice(
        _("What about?"), [(p.value, p.label) for p in Purpose if p.asks_first],
        missing=_("Choose what it is about."),
    )  # fmt: skip
    answer = choice(_("What did they say?"), Answer.choices, missing=_("Choose what they said."))
    evidence = line(
        _("How do we know?"), longest=300, missing=_("Write how we know, for example “said by phone”."),
        help_text=_("For example “said at the desk”, or where the form is kept."),
    )  # fmt: skip


MARKS = [
    ("deceased", _("They have died")),
    ("all", _("They do not wish to be contacted at all")),
    *((f"route:{route}", label) for route, label in [
        (Route.EMAIL.value, _("No emails")), (Route.SMS.value, _("No text messages")),
        (Route.PHONE.value, _("No phone calls")), (Route.LETTER.value, _("No letters")),
    ]),
    *((f"purpose:{purpose}", label) for purpose, label in [
        (Purpose.NEWS.value, _("No news")),
        (f"{Purpose.CALLS}+{Purpose.WELFARE}", _("No calls of any call round")),
        (Purpose.CALLS.value, _("No calls for a chat; calls to see that they are well may come")),
        (Purpose.RESEARCH.value, _("No surveys")),
    ]),
]  # fmt: skip


class MarkForm(OnceForm):
    """A mark that every room obeys."""

    what = choice(_("What shall the record say?"), MARKS, missing=_("Choose what it shall say."))
    source = choice(_("Who told us?"), MarkSource.choices, missing=_("Choose who told us."))
    since = DayField(
        label=_("Since when?"),
        required=False,
        help_text=_("For example 9 3 2026. If you don’t know, leave it empty."),
    )
    note = line(_("Anything a colleague should know"), longest=300)

    @property
    def kind(self) -> MarkKind:
        """Died, or do not contact."""
        died = self.cleaned_data["what"] == "deceased"
        return MarkKind.DECEASED if died else MarkKind.DO_NOT_CONTACT

    def scopes(self) -> list[dict[str, Any]]:
        """How far a wish not to be contacted goes: a mark for each."""
        kind, _colon, value = str(self.cleaned_data["what"]).partition(":")
        if kind == "route":
            return [{"route": Route(value)}]
        return (
            [{"purpose": Purpose(each)} for each in value.split("+")] if kind == "purpose" else [{}]
        )


class HouseholdForm(Form):
    """Who lives with them: one of those at the same postcode."""

    other = choice(_("Who lives with them?"), [], missing=_("Choose who lives with them."))

    def __init__(self, *args: Any, neighbours: Sequence[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._neighbours = {resident.public_id: resident for resident in neighbours}
        self.fields["other"].choices = [(r.public_id, r.name) for r in neighbours]  # type: ignore[attr-defined]

    def chosen(self) -> Resident:
        """The one who was chosen."""
        return self._neighbours[self.cleaned_data["other"]]


class ErasureForm(Form):
    """Which contacts that nobody has linked are erased with a record."""

    also = forms.MultipleChoiceField(
        label=_("Are these contacts them too?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They use one of the same addresses. Ask, then tick each one that is the same person."),
        error_messages={"invalid_choice": _("One of these contacts has changed meanwhile. Look again.")},
    )  # fmt: skip

    def __init__(self, *args: Any, likely: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._likely = {contact.public_id: contact for contact in likely}
        self.fields["also"].choices = [  # type: ignore[attr-defined]
            (one.public_id, f"{one.name} · {one.address_to_read}") for one in likely
        ]
        if not likely:
            del self.fields["also"]

    def chosen(self) -> list[Contact]:
        """Those that were ticked."""
        return [self._likely[public_id] for public_id in self.cleaned_data.get("also", [])]


class CodeForm(Form):
    """The code that we sent to an address."""

    code = line(
        _("Code that they tell you"), longest=60, missing=_("Write the code, like k7mp-2x9d."),
        help_text=_("8 letters and numbers in two groups, like k7mp-2x9d."),
    )  # fmt: skip

    def refuse(self, refusal: Refusal) -> None:
        """Whatever is said is said of the code."""
        refusal.field = "code"
        super().refuse(refusal)
