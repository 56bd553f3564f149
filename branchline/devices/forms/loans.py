"""Lending, booking, extending, taking back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm

from ..models import Device, Way
from ..models.loans import LONGEST_DRAWING, PURPOSE_LIMIT
from .fields import day, from_a_list, line, one_of


def ticks(label: Any) -> forms.MultipleChoiceField:
    """Parts of a kit, to tick."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class PartsForm(OnceForm):
    """Base: what goes out or came in; without parts there is nothing to tick."""

    parts = ticks(_("What came back with it?"))

    def __init__(self, *args: Any, parts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "parts", parts)


def _fill(form: forms.Form, name: str, parts: Sequence[str]) -> None:
    if not parts:
        del form.fields[name]
        return
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
    field.choices = [(part, part) for part in parts]


class BookForm(OnceForm):
    """Days to come."""

    from_day = day(_("When do they fetch it?"), needed=True)
    due_day = day(_("Until when?"), needed=True)
    purpose = line(_("What do they want to do with it?"), longest=PURPOSE_LIMIT, help_text=_("In their words. It can stay empty."))  # fmt: skip


class LendForm(PartsForm):
    """It goes out: until when, with what, and signed."""

    due_day = day(_("Until when?"), needed=True)
    parts = ticks(_("What goes out with it?"))
    purpose = line(_("What do they want to do with it?"), longest=PURPOSE_LIMIT, help_text=_("In their words. It can stay empty."))  # fmt: skip
    way = one_of(
        _("How do they sign?"),
        Way.choices,
        needed=_("Choose how they sign."),
    )
    name = line(
        _("Their name, or how they said yes"), longest=120,
        help_text=_("Maud Okafor; or: X; or: said yes aloud."),
    )  # fmt: skip
    drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)


class ExtendForm(OnceForm):
    """For longer."""

    due_day = day(_("Until when?"), needed=True)


class SwapForm(PartsForm):
    """Another one instead."""

    device = from_a_list(_("Which one goes out instead?"), needed=_("Choose the device."))

    def __init__(self, *args: Any, devices: Sequence[Device], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["device"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(d.public_id, f"{d} · {d.printed_tag}") for d in devices]
