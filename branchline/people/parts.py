"""What other rooms may embed: fields that ask how to reach somebody, and what is held, told to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.design import dates
from branchline.core.permits import Role
from branchline.core.rooms import every_desk_page, every_national_desk_page
from branchline.people.forms.fields import DayField
from branchline.people.forms.residents import REACH, WayForm
from branchline.people.models import CommunicationNeed, Resident

MOST_COLUMNS = 5
"""More do not fit on paper."""

__all__ = [
    "REACH",
    "Block",
    "DayField",
    "WayForm",
    "desk_of",
    "flags_of",
    "national_desk_of",
    "told",
]


def flags_of(resident: Resident) -> list[CommunicationNeed]:
    """The needs that every page about somebody shows first. One query.

    Show them with `{% include "people/needs_banner.html" with flags=flags %}`.
    """
    rows = resident.needs.filter(ended_at__isnull=True, flagged=True)
    return list(rows.order_by("pk"))


def desk_of(slug: str, roles: Iterable[Role]) -> str:
    """The first page of a service's desk that these roles open; none opens less than the page of roles."""
    held = set(roles)
    named = (page.url_name for page in every_desk_page() if held & set(page.permit.roles))
    front = next(named, "people:roles")
    return reverse(front, args=[slug])


def national_desk_of(roles: Iterable[Role]) -> str:
    """The first page of the country's desk that these roles open; nothing when there is none."""
    held = set(roles)
    named = (page.url_name for page in every_national_desk_page() if held & set(page.permit.roles))
    return next((reverse(name) for name in named), "")


@dataclass
class Block:
    """One heading of a copy, and the rows under it: each a list of (name, value)."""

    title: str
    rows: list[list[tuple[str, str]]]

    @property
    def columns(self) -> list[str]:
        """The names, where several rows are easier to read as a table of a few columns."""
        names = list(dict.fromkeys(name for row in self.rows for name, _value in row))
        return names if len(self.rows) > 1 and 1 < len(names) <= MOST_COLUMNS else []

    @property
    def table(self) -> list[list[tuple[str, str]]]:
        """The rows of that table; what a row does not say is empty."""
        said = [dict(row) for row in self.rows]
        return [[(name, row.get(name, "")) for name in self.columns] for row in said]


def told(held: Any) -> list[Block]:
    """What a room holds about somebody, as blocks to read: any nesting of mappings and lists."""
    blocks: list[Block] = []
    for title, row in _rows(held, ""):
        if not blocks or blocks[-1].title != title:
            blocks.append(Block(title, []))
        blocks[-1].rows.append(row)
    return blocks


def _rows(held: Any, title: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    if isinstance(held, Mapping):
        plain = [(name, _said(value)) for name, value in held.items() if not _nested(value)]
        if filled := [(str(name).replace("_", " "), value) for name, value in plain if value]:
            yield title, filled
        for name, value in held.items():
            if _nested(value):
                words = str(name).replace("_", " ")
                yield from _rows(value, f"{title}: {words}" if title else words.capitalize())
    elif isinstance(held, Sequence) and not isinstance(held, str):
        for each in held:
            if _nested(each):
                yield from _rows(each, title)
            elif value := _said(each):
                yield title, [("", value)]


def _nested(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return str(dates.when_words(value, None, get_language()))
    if isinstance(value, date):
        return str(dates.day_words(value, get_language(), year=True))
    return str(value)
