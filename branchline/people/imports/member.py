"""One row of a library system's file as what it says of a person: no tables, no writing."""

import hashlib
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

from .cells import whole_name

CHILD = 13
"""The age from which a person can consent to online services themselves (Data Protection Act 2018, s. 9)."""
OLDEST = 125


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
    routes: dict[Route, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Row, today: date, into: Writer) -> "Member | None":
        """From a row; None when it lacks a name. Parts that can't be used are told and left out."""
        name = " ".join(whole_name(row.text("name"), row.text("first"), row.text("family")).split())
        if not name:
            into.refuse(row, _("this row has no name, so the person could not be found again."))
            return None
        born, active, postcode = row["born"], row["active"], row.text("postcode")
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
        return cls(
            row.line, row.text("card"), name, born, postcode, row.text("language"), row.text("preferred"),
            active, dict(_routes(row, postcode, into)),
        )  # fmt: skip

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
            **{str(route): address for route, address in self.routes.items()},
        }
        return {name: digest(text) for name, text in parts.items() if text}


def digest(text: str) -> str:
    """Short: it only has to tell that a value is another one."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def _routes(row: Row, postcode: str, into: Writer) -> "list[tuple[Route, str]]":
    found = []
    for route, column, typed in (
        (Route.EMAIL, "email", row.text("email")),
        (Route.SMS, "mobile", row.text("mobile")),
        (Route.PHONE, "phone", row.text("phone")),
        (Route.LETTER, "address", _post(row, postcode)),
    ):
        if not typed:
            continue
        address = normal(route, typed)
        if address is None:
            into.remark(
                row, _("%(sentence)s It is left out.") % {"sentence": ADDRESS_SENTENCES[route]}, column,
                row.text(column),
            )  # fmt: skip
        else:
            found.append((route, address))
    return found


def _post(row: Row, postcode: str) -> str:
    """The lines of an address; nothing where there is no street or no postcode."""
    street = [part.strip() for part in row.text("address").split("$")]
    lines = [line for line in (*street, row.text("address2"), row.text("town")) if line]
    return "\n".join([*lines, postcode]) if lines and postcode else ""
