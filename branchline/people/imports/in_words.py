"""What a file would change of a person, in words: what, before, after."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core.design.dates import past_day_words
from branchline.messages.models import Route
from branchline.people.models import Resident
from branchline.people.models.addresses import readable

SHARED_SHOWN = 20
NAMES_OF_ONE = 4
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
        "note": _("Note"),
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


def whose_list(system: str, *, month_first: bool) -> list[str]:
    """What we took the file for."""
    said = [_("This looks like a list from %(system)s.") % {"system": system}] if system else []
    if month_first:
        said.append(_("Its dates have the month first, so we read 03-09-1948 as 9 March."))
    return said


def shared_lines(answers: Mapping[str, Sequence[str]]) -> list[str]:
    """Numbers that two or more people answer: perhaps a household, perhaps a care home, perhaps a mistake."""
    said = []
    for number, names in sorted(answers.items())[:SHARED_SHOWN]:
        more = len(names) - NAMES_OF_ONE
        listed = ", ".join(names[:NAMES_OF_ONE])
        if more > 0:
            listed = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {"names": listed, "n": more}  # fmt: skip
        said.append(
            _("%(number)s is the number of %(names)s: perhaps one household. Each stays a person of their own.")
            % {"number": readable(Route.PHONE, number), "names": listed}
        )  # fmt: skip
    more = len(answers) - SHARED_SHOWN
    if more > 0:
        said.append(
            ngettext("%(n)s more number is shared.", "%(n)s more numbers are shared.", more)
            % {"n": f"{more:,}"}
        )
    return said
