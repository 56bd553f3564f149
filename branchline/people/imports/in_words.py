"""What a file would change of a person, in words: what, before, after."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.design.dates import past_day_words
from branchline.messages.models import Route
from branchline.people.models import Resident

Part = tuple[str, str, str]


def changes_in_words(
    resident: Resident, values: Mapping[str, Any], moves: Sequence[tuple[Route, str, str]]
) -> list[Part]:
    """`values` are fields that get a new value, `moves` addresses (route, before, after); "" is empty."""
    called = {
        "name": _("Name"),
        "born_on": _("Date of birth"),
        "postcode": _("Postcode"),
        "language": _("Language"),
        "seen_on": _("Last active"),
    }
    fields = [
        (words, _said(name, getattr(resident, name)), _said(name, values[name]))
        for name, words in called.items()
        if name in values
    ]
    return fields + [
        (_route(route), _one_line(before), _one_line(after)) for route, before, after in moves
    ]


def _route(route: Route) -> str:
    match route:
        case Route.LETTER:
            return _("Address")
        case Route.SMS:
            return _("Mobile")
        case Route.PHONE:
            return _("Telephone")
    return str(route.label)


def _said(name: str, value: Any) -> str:
    if isinstance(value, date):
        return past_day_words(value, get_language())
    if name == "language":
        return {"en": _("English"), "cy": _("Welsh")}.get(str(value), str(value))
    return str(value or "")


def _one_line(address: str) -> str:
    return ", ".join(address.splitlines())
