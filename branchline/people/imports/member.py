"""One row of a library system's file as what it says of a person: no tables, no writing."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _

from branchline.core.importing.columns import Row
from branchline.core.importing.writing import Writer
from branchline.messages.models import Route
from branchline.people.errors import ADDRESS_SENTENCES
from branchline.people.models.addresses import normal
from branchline.places.queries import full_postcode

from .cells import NO_CALLS, Day, Numbers, numbers, says_died, whole_name, words_of

CHILD = 13
"""The age from which a person can consent to online services themselves (Data Protection Act 2018, s. 9)."""
OLDEST = 125
SPOKEN = (Route.PHONE, Route.SMS)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Said(Enum):
    """What becomes of a row."""

    TAKEN = "taken"
    CHILD = "child"
    LONG_AGO = "long ago"
    ERASED = "erased"
    DEAD = "dead"


@dataclass(frozen=True)
class Member:
    """What the file says. Empty means that it says nothing, never that there is nothing."""

    line: int
    card: str
    name: str
    born_on: date | None
    postcode: str
    language: str
    preferred: str
    active: date | None
    branch_id: int | None = None
    routes: "Sequence[tuple[str, Route, str]]" = field(default_factory=tuple)
    """(its slot, route, address): the second telephone of two has a slot of its own, so that each can change alone."""
    note: str = ""

    @classmethod
    def of(
        cls, row: Row, today: date, into: Writer, *, month_first: bool = False
    ) -> "Member | None":
        """From a row; None when it lacks a name. Parts that can't be used are told and left out."""
        name = " ".join(whole_name(row.text("name"), row.text("first"), row.text("family")).split())
        if not name:
            into.refuse(row, _("this row has no name, so the person could not be found again."))
            return None
        if said := says_died(row.text("notes"), row.text("category")):
            column = "notes" if said == row.text("notes") else "category"
            into.refuse(
                row,
                _(
                    "this says that they have died: they are left out. Should it be wrong, add them by hand."
                ),
                column,
            )
            return None
        if _may_be_child(row, today):
            into.refuse(
                row,
                _("this date can’t be read, and may be a child’s: the row is left out."),
                "born",
            )
            return None
        born, active = (
            _day(row, each, into, month_first=month_first) for each in ("born", "active")
        )
        postcode = row.text("postcode")
        if born and (born > today or born.year < today.year - OLDEST):
            into.remark(
                row,
                _("nobody who is alive today was born then; the date is left out."),
                "born",
                str(born),
            )
            born = None
        if active and active > today:
            active = None
        if postcode and full_postcode(postcode) is None:
            into.remark(
                row,
                _("this is not a full postcode like M33 7ZF; it is left out."),
                "postcode",
                postcode,
            )
            postcode = ""
        routes, note = _routes(row, postcode, into)
        if NO_CALLS.search(row.text("notes")):
            # A file makes no wish; without a number nobody rings before somebody has looked.
            routes = [each for each in routes if each[0] not in SPOKEN]
            into.remark(
                row,
                _(
                    "This may ask for no calls: their numbers are left out. If it does, note it on their record."
                ),
                "notes",
                row.stood("notes"),
            )
        return cls(
            row.line, row.text("card"), name, born, postcode, row.text("language"), row.text("preferred"),
            active, row["branch"], tuple(_slots(routes)), note,
        )  # fmt: skip

    @property
    def ways(self) -> "list[Route]":
        """By what they can be reached."""
        return [route for _slot, route, _address in self.routes]

    @property
    def telephones(self) -> "list[str]":
        """Numbers that can be rung, each once."""
        return list(dict.fromkeys(a for _slot, route, a in self.routes if route in SPOKEN))

    def is_child(self, today: date) -> bool:
        """Under the age from which we keep a record."""
        born = self.born_on
        if born is None:
            return False
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < CHILD

    def said(self) -> dict[str, str]:
        """Digests of what it says, to be compared next time."""
        parts = {
            "name": self.name,
            "born_on": self.born_on.isoformat() if self.born_on else "",
            "postcode": self.postcode,
            "language": self.language,
            "note": self.note,
            **{slot: address for slot, _route, address in self.routes},
        }
        return {name: digest(text) for name, text in parts.items() if text}


def digest(text: str) -> str:
    """Short: it only has to tell that a value is another one."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def _day(row: Row, column: str, into: Writer, *, month_first: bool) -> date | None:
    """None where there is none, or where the cell can't be read in the file's order: that is told, the person comes."""
    written: Day | None = row[column]
    if written is None:
        return None
    found = written.read(month_first=month_first)
    if found is None:
        why = written.unreadable or _(
            "Most dates of this file have day and month the other way round; this one can’t be read so."
        )
        into.remark(
            row,
            _("%(why)s The date is left out, the person comes.") % {"why": why},
            column,
            row.stood(column),
        )
    return found


def _may_be_child(row: Row, today: date) -> bool:
    """A date of birth that can't be read, with a year of somebody of whom we keep no record."""
    written: Day | None = row["born"]
    if written is None or not written.unreadable:
        return False
    return any(int(year) >= today.year - CHILD for year in YEAR.findall(row.stood("born")))


def _routes(row: Row, postcode: str, into: Writer) -> "tuple[list[tuple[Route, str]], str]":
    """How they are reached, in the order in which we would, and the words that stood beside their numbers."""
    found: list[tuple[Route, str]] = []
    notes: list[str] = []
    for column in ("phone", "phone2", "mobile"):
        held = numbers(row.text(column))
        for number in held.plain_first:
            mobile = column == "mobile" and normal(Route.SMS, number) is not None
            found.append((Route.SMS if mobile else Route.PHONE, number))
        notes += [words_of(held)] if held.words else []
        _tell_of_numbers(row, column, held, into)
    for column, route, typed in (
        ("email", Route.EMAIL, row.text("email")),
        ("address", Route.LETTER, _post(row, postcode)),
    ):
        address = normal(route, typed) if typed else None
        if address is not None:
            found.append((route, address))
        elif typed:
            into.remark(
                row, _("%(sentence)s It is left out.") % {"sentence": ADDRESS_SENTENCES[route]}, column,
                row.stood(column),
            )  # fmt: skip
    order = (Route.EMAIL, Route.SMS, Route.PHONE, Route.LETTER)
    return sorted(dict.fromkeys(found), key=lambda one: order.index(one[0])), "\n".join(notes)


def _tell_of_numbers(row: Row, column: str, held: Numbers, into: Writer) -> None:
    """What a cell for a number holds beside one number, in words; nothing of it is lost unsaid."""
    said = []
    if len(held.found) > 1:
        said.append(_("%(n)s numbers stand in this cell. All are kept.") % {"n": len(held.found)})
    said += [
        _("The words “%(words)s” are kept as a note on the record.") % {"words": words}
        for _number, words in held.words
    ]
    if held.left:
        said.append(
            _("%(sentence)s It is left out.") % {"sentence": ADDRESS_SENTENCES[Route.PHONE]}
        )
    if said:
        into.remark(row, " ".join(said), column, row.stood(column))


def _slots(routes: "Iterable[tuple[Route, str]]") -> "Iterable[tuple[str, Route, str]]":
    """`phone`, and `phone:2` for a second one."""
    seen: Counter[Route] = Counter()
    for route, address in routes:
        seen[route] += 1
        yield str(route) if seen[route] == 1 else f"{route}:{seen[route]}", route, address


def _post(row: Row, postcode: str) -> str:
    """The lines of an address; nothing where there is no street or no postcode."""
    street = [part.strip() for part in row.text("address").split("$")]
    lines = [line for line in (*street, row.text("address2"), row.text("town")) if line]
    return "\n".join([*lines, postcode]) if lines and postcode else ""
