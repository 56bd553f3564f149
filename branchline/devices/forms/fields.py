"""Fields that the forms of this room share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.places.models import Branch

LONG = {"max_length": _("Please say it in %(limit_value)d letters or fewer.")}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
A_DAY = dict.fromkeys(("invalid", "required"), _("Write the day like 2026-12-03."))


def line(label: Any, *, longest: int, needed: Any = None, help_text: Any = "") -> forms.CharField:
    """A line of text; `needed`: what to say where it is empty."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=needed is not None,
        help_text=help_text,
        error_messages={**LONG, **({"required": needed} if needed else {})},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def day(label: Any, *, needed: bool = False) -> forms.DateField:
    """A day, by the browser’s calendar where it has one."""
    return forms.DateField(label=label, required=needed, widget=DAY, error_messages=A_DAY)


def one_of(label: Any, choices: Any, *, needed: Any, help_text: Any = "") -> forms.ChoiceField:
    """One of a few, as buttons."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), needed),
    )


def from_a_list(label: Any, *, needed: Any = None, help_text: Any = "") -> forms.ChoiceField:
    """One of many, whom the form’s own beginning fills in."""
    wrong = needed or _("Choose from the list.")
    return forms.ChoiceField(
        label=label,
        required=needed is not None,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid_choice"), wrong),
    )


def fill(field: forms.Field, things: Iterable[Any], *, none: Any = "") -> None:
    """The rows to choose from, by public id; `none`: the words of choosing none."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = [("", none), *((thing.public_id, str(thing)) for thing in things)]


def fill_branches(field: forms.Field, branches: Iterable[Branch], *, none: Any = "") -> None:
    """Libraries by their names."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = [("", none), *((each.public_id, str(each.name)) for each in branches)]
