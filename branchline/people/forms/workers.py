"""Forms about workers: the shape of input only. Times of a day are written as people write them: 9 to 12."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form, OnceForm
from branchline.people.actions import WorkerFacts
from branchline.people.models import (
    AbsenceWhy,
    Account,
    Availability,
    CheckKind,
    Doing,
    TrainingKind,
    Worker,
    WorkerKind,
)
from branchline.places.models import Branch

from .fields import DayField, choice, line, lines

WEEK = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
ONE = r"(\d{1,2})(?:[:.](\d{2}))?"
STRETCH = re.compile(rf"^{ONE}\s*(?:-|–|to|i)\s*{ONE}$")
NOT_TIMES = _("Write times like 9:00 to 12:00, by the clock of 24 hours, with a comma between two.")
GIVE_A_DAY = _("Give the day.")


class WorkerForm(OnceForm):
    """Who somebody is as a worker."""

    name = line(_("Their name"), longest=200, missing=_("Write their name."))
    kind = choice(
        _("Are they staff or a volunteer?"),
        WorkerKind.choices,
        missing=_("Say whether they are staff or a volunteer."),
    )
    doing = forms.MultipleChoiceField(
        label=_("What do they do?"),
        choices=Doing.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    languages = line(
        _("Languages beside English, if any"),
        longest=200,
        help_text=_("With a comma between two, for example: Urdu, British Sign Language."),
    )
    most_calls = forms.IntegerField(
        label=_("Most calls in a week"),
        min_value=0,
        max_value=200,
        initial=10,
        error_messages={
            "required": _("Write a number from 0 to 200."),
            "invalid": _("Write a number from 0 to 200."),
            "min_value": _("Write a number from 0 to 200."),
            "max_value": _("Write a number from 0 to 200."),
        },
    )
    account = choice(_("Their log-in, if they have one"), [], listed=True)
    branches = forms.MultipleChoiceField(
        label=_("Their branches; none means anywhere"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose branches from the list.")},
    )
    note = lines(_("A note for coordinators, if any"), longest=300)

    def __init__(
        self, *args: Any, accounts: Sequence[Account], branches: Sequence[Branch], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._accounts = {each.public_id: each for each in accounts}
        self._branches = {each.public_id: each for each in branches}
        named = [(each.public_id, each.name) for each in accounts]
        self.fields["account"].choices = [("", _("None yet")), *named]  # type: ignore[attr-defined]
        self.fields["branches"].choices = [(b.public_id, str(b)) for b in branches]  # type: ignore[attr-defined]

    def as_said(self) -> dict[str, Any]:
        """For add_worker and change_worker."""
        said = self.cleaned_data
        facts = WorkerFacts(
            name=said["name"],
            kind=WorkerKind(said["kind"]),
            doing=frozenset(Doing(each) for each in said["doing"]),
            languages=said["languages"].split(","),
            most_calls=said["most_calls"],
            note=said["note"],
        )
        return {
            "facts": facts,
            "account": self._accounts.get(said["account"]),
            "branches": [self._branches[each] for each in said["branches"]],
        }


def worker_said(worker: Worker) -> dict[str, Any]:
    """What a worker's form says before it is changed. Two queries."""
    return {
        "name": worker.name,
        "kind": worker.kind,
        "doing": worker.doing,
        "languages": ", ".join(worker.languages),
        "most_calls": worker.most_calls,
        "account": worker.account.public_id if worker.account else "",
        "branches": [each.public_id for each in worker.branches.all()],
        "note": worker.note,
    }


class SeenForm(Form):
    """A check that was seen, or a training that was done."""

    what = choice(
        _("What was seen or learned?"),
        [
            *((f"check-{value}", label) for value, label in CheckKind.choices),
            *((f"training-{value}", label) for value, label in TrainingKind.choices),
        ],
        missing=_("Choose what was seen or learned."),
    )
    on = DayField(
        label=_("On which day?"),
        help_text=_("For example 9 3 2026."),
        error_messages={"required": GIVE_A_DAY},
    )
    expires_on = DayField(label=_("When does it run out? Empty: never"), required=False)

    @property
    def kind(self) -> CheckKind | TrainingKind:
        """Which of the two lists it is of."""
        sort, _dash, value = self.cleaned_data["what"].partition("-")
        return CheckKind(value) if sort == "check" else TrainingKind(value)


class AwayForm(Form):
    """Days on which somebody is away."""

    first = DayField(label=_("The first day away"), error_messages={"required": GIVE_A_DAY})
    until = DayField(label=_("The first day back, if it is known"), required=False)
    why = choice(_("Why?"), AbsenceWhy.choices, missing=_("Choose why they are away."))


class TimeForm(OnceForm):
    """Time given on a day."""

    day = DayField(label=_("On which day?"), error_messages={"required": GIVE_A_DAY})
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        error_messages={"required": _("Write the minutes."), "invalid": _("Write the minutes.")},
    )
    doing = choice(_("With what?"), Doing.choices, missing=_("Choose with what."))


class WeekForm(Form):
    """The week of a worker: a line of times for each day."""

    def __init__(self, *args: Any, times: Sequence[Availability] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in enumerate(WEEK):
            theirs = [time_words(each) for each in times if each.weekday == weekday]
            self.fields[f"day{weekday}"] = line(name, longest=120, initial=", ".join(theirs))

    def clean(self) -> None:
        """Read each day's line."""
        self.times: list[tuple[int, int, int]] = []
        for weekday in range(7):
            field = f"day{weekday}"
            for each in filter(None, (self.cleaned_data.get(field) or "").split(",")):
                found = STRETCH.match(" ".join(each.split()))
                begins, ends = _minutes(found, 1), _minutes(found, 3)
                if begins is None or ends is None:
                    self.add_error(field, forms.ValidationError(NOT_TIMES, code="no_times"))
                    break
                self.times.append((weekday, begins, ends))


def time_words(time: Availability) -> str:
    """As the form is read: 9:00 to 12:00."""
    begins, ends = (f"{each // 60}:{each % 60:02d}" for each in (time.begins, time.ends))
    return gettext("%(begins)s to %(ends)s") % {"begins": begins, "ends": ends}


def _minutes(found: re.Match[str] | None, group: int) -> int | None:
    if found is None:
        return None
    hour, minute = int(found[group]), int(found[group + 1] or 0)
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= 24 * 60 else None
