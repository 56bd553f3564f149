"""What outside lists say of a branch, beside what its service says; and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.places.models import Branch, BranchChange, BranchSource, Kind, RunBy


@dataclass(frozen=True)
class Group:
    """Facts that belong together: an address is given back to the list whole."""

    label: "str | Promise"
    fields: tuple[str, ...]
    shown: tuple[str, ...]


PLACE = ("lat", "lon", "position", "ward_code", "ward_vintage")
LISTED = {
    "name": Group(gettext_lazy("Name"), ("name",), ("name",)),
    "address": Group(
        gettext_lazy("Address"),
        ("street", "town", "county", "postcode", *PLACE),
        ("street", "town", "county", "postcode"),
    ),
    "kind": Group(gettext_lazy("Kind"), ("kind",), ("kind",)),
    "run_by": Group(gettext_lazy("Run by"), ("run_by",), ("run_by",)),
    "website": Group(gettext_lazy("Website"), ("website",), ("website",)),
    "opened_year": Group(gettext_lazy("Opened"), ("opened_year",), ("opened_year",)),
    "facilities": Group(gettext_lazy("In the building"), ("facilities",), ("facilities",)),
}
SYSTEMS = {
    "arts_council": gettext_lazy("Arts Council England’s list"),
    "wikidata_wales": gettext_lazy("the Welsh list (Wikidata)"),
}


@dataclass(frozen=True)
class Difference:
    """One group of facts in which the service and a list differ."""

    source: BranchSource
    system: str
    what: str
    label: str
    ours: str
    theirs: str


def differences(branch: Branch) -> list[Difference]:
    """Where staff set right what a list says. One query."""
    found = []
    for source in branch.sources.order_by("system"):
        for what, group in LISTED.items():
            listed = [n for n in group.shown if n in source.said]
            if any(_held(branch, n) != source.said[n] for n in listed):
                found.append(
                    Difference(
                        source,
                        str(SYSTEMS.get(source.system, source.system)),
                        what,
                        str(group.label),
                        _words(listed, {n: _held(branch, n) for n in listed}),
                        _words(listed, source.said),
                    )
                )
    return found


def _held(branch: Branch, name: str) -> Any:
    value = getattr(branch, name)
    return value.en if name == "name" else value


def _words(names: Sequence[str], values: Any) -> str:
    shown = {"kind": dict(Kind.choices), "run_by": dict(RunBy.choices)}
    parts = []
    for name in names:
        value = shown.get(name, {}).get(values[name], values[name])
        value = ", ".join(value) if isinstance(value, list) else value
        parts.append(str(value) if value not in (None, "") else "")
    return ", ".join(p for p in parts if p) or _("nothing")


def changes_of(branch: Branch) -> Sequence[BranchChange]:
    """Names and addresses it had, closings and openings, newest first. One query."""
    return list(branch.changes.all()[:50])
