"""The shape of input."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core import clock
from branchline.core.forms import Form, OnceForm
from branchline.people.models import Worker
from branchline.places.models import Branch
from branchline.referrals.models import How

from .actions import Outcome, PlanFacts, Went
from .data import Can, Framework, Task
from .models import (
    GOAL_LIMIT,
    NOTE_LIMIT,
    STEP_LIMIT,
    WORDS_LIMIT,
    CameTo,
    Ending,
    Onward,
    Plan,
)

LONG = {"max_length": _("Please say it in %(limit_value)d letters or fewer.")}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
A_DAY = dict.fromkeys(("invalid", "required"), _("Write the day like 2026-12-03."))
MINUTES = (15, 30, 45, 60, 90, 120)
LENGTHS = [(n, _("%(n)s minutes") % {"n": n}) for n in MINUTES]


def _one_of(label: Any, choices: Any, *, needed: Any = None, help_text: Any = "") -> forms.ChoiceField:  # fmt: skip
    wrong = needed or _("Choose from the list.")
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, required=needed is not None, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), wrong),
    )  # fmt: skip


def _line(label: Any, *, longest: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=help_text, error_messages=LONG,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


@dataclass(frozen=True)
class Tick:
    """A task to tick, as it is drawn."""

    task: Task
    id: str
    chosen: bool


@dataclass(frozen=True)
class Ticks:
    """Tasks under one heading."""

    title: "str | Promise"
    ticks: Sequence[Tick]


class TasksForm(OnceForm):
    """Base: tasks of a framework to tick."""

    tasks = forms.MultipleChoiceField(
        label=_("Tasks"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, version: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        field = self.fields["tasks"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(task.id, task.words) for task in version.tasks.values()]

    def ticks_of(self, title: "str | Promise", tasks: Iterable[Task]) -> Ticks:
        """As a template draws them; what was ticked stays ticked."""
        chosen = set(self["tasks"].value() or ())
        return Ticks(
            title, [Tick(task, f"id_tasks_{task.id}", task.id in chosen) for task in tasks]
        )

    @property
    def groups(self) -> list[Ticks]:
        """All of them, by area."""
        return [self.ticks_of(part.title, part.tasks) for part in self.version.parts]


class PlanForm(TasksForm):
    """A plan: the goal first, in their own words."""

    goal = forms.CharField(
        label=_("What do they want to do?"), max_length=GOAL_LIMIT, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In their own words: “see my grandson on a screen”. Their champion reads this, so leave out names and health."),
        error_messages={"required": _("Write what they want to do, in their own words."), **LONG},
    )  # fmt: skip
    onward = _one_of(
        _("With what will they go on afterwards?"), Onward.choices, needed=_("Choose with what they will go on."),
        help_text=_("Ask on the first day: what is lent goes back one day."),
    )  # fmt: skip
    branch = forms.ChoiceField(
        label=_("At which library?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose the library.")),
    )
    champion = forms.ChoiceField(
        label=_("Who leads?"), required=False,
        help_text=_("Their digital champion. It can be chosen later."),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, branches: Sequence[Branch], champions: Sequence[Worker], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.branches = {each.public_id: each for each in branches}
        self.champions = {each.public_id: each for each in champions}
        _fill(self.fields["branch"], self.branches.values(), _("Choose"))
        _fill(self.fields["champion"], self.champions.values(), _("Nobody yet"))

    def facts(self) -> PlanFacts:
        """As the actions take it."""
        given = self.cleaned_data
        return PlanFacts(
            given["goal"], self.branches[given["branch"]], given["tasks"], Onward(given["onward"]),
            self.champions.get(given["champion"]),
        )  # fmt: skip


def plan_as_typed(plan: Plan) -> dict[str, Any]:
    """What a plan says, to begin a form with."""
    champion = plan.leader
    return {
        "goal": plan.goal,
        "onward": plan.onward,
        "branch": plan.branch.public_id,
        "champion": champion.public_id if champion else "",
        "tasks": plan.tasks,
    }


class SessionForm(TasksForm):
    """How it went: three touches, and a word if there is one."""

    minutes = forms.TypedChoiceField(
        label=_("How long?"), choices=LENGTHS, coerce=int, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how long it took.")),
    )  # fmt: skip
    next_step = _line(_("What comes next?"), longest=STEP_LIMIT, help_text=_("For the next session. It can stay empty."))  # fmt: skip
    note = _line(_("A note"), longest=NOTE_LIMIT, help_text=_("It can stay empty. No health details, please, and no names."))  # fmt: skip
    held_on = forms.DateField(label=_("Which day?"), widget=DAY, error_messages=A_DAY)

    def went(self) -> Went:
        """As the action takes it."""
        given = self.cleaned_data
        return Went(given["held_on"], given["minutes"], given["tasks"], given["next_step"], given["note"])  # fmt: skip


class CheckForm(OnceForm):
    """What somebody says that they can do: one answer for each task that was asked."""

    def __init__(self, *args: Any, version: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        for task in version.tasks.values():
            self.fields[task.id] = _one_of(task.words, Can.choices)

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields, by area."""
        return [(part.title, [self[task.id] for task in part.tasks]) for part in self.version.parts]

    @property
    def answers(self) -> dict[str, str]:
        """As the action takes them."""
        return {key: self.cleaned_data[key] for key in self.version.tasks if self.cleaned_data[key]}


class EndForm(Form):
    """What came of it."""

    ending = _one_of(_("How did it end?"), Ending.choices, needed=_("Choose how it ended."))
    came_to = _one_of(_("With what do they go on?"), CameTo.choices, needed=_("Choose with what they go on."))  # fmt: skip
    words = forms.CharField(
        label=_("What came of it, in their own words"), max_length=WORDS_LIMIT, required=False,
        help_text=_("As they say it. It can stay empty."), widget=forms.Textarea(attrs={"rows": 4}), error_messages=LONG,
    )  # fmt: skip
    consent_how = _one_of(
        _("How did they say yes to our keeping these words?"), How.choices,
        help_text=_("Read to them: “You may keep these words of mine, and show them to others without my name.” Without a yes, leave the words out."),
    )  # fmt: skip

    def outcome(self) -> Outcome:
        """As the action takes it."""
        given = self.cleaned_data
        how = How(given["consent_how"]) if given["consent_how"] else None
        return Outcome(Ending(given["ending"]), CameTo(given["came_to"]), given["words"], how)


def today() -> str:
    """The day that a session begins with."""
    return clock.today().isoformat()


def _fill(field: forms.Field, things: Iterable[Branch | Worker], none: Any) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = [
        ("", none),
        *((each.public_id, str(each.name)) for each in things),
    ]
