"""The Arts Council's basic dataset of English libraries."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from branchline.core.importing.columns import Column, Row, flag, number, whole
from branchline.core.importing.writing import Writer
from branchline.places.models import (
    Kind,
    RunBy,
)

from .branches import BranchList, Values
from .cells import gss, latitude, longitude

KINDS = {
    "static library": Kind.STATIC,
    "mobile library": Kind.MOBILE,
    "prison library": Kind.PRISON,
    "archive": Kind.ARCHIVE,
    "static local history library": Kind.ARCHIVE,
}
RUN_BY = {
    "LA": RunBy.COUNCIL,
    "LAU": RunBy.COUNCIL_UNSTAFFED,
    "C": RunBy.COMMISSIONED,
    "CR": RunBy.COMMUNITY,
    "ICL": RunBy.INDEPENDENT,
}
SHARES = (
    "archives", "arts centre", "care home or hostel", "catering, bars or pub", "civic", "community",
    "faith buildings", "health", "hotel", "industrial or business", "library", "museum", "retail",
    "schools or colleges", "universities or higher education", "other",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SAYS_WHAT_IT_IS = re.compile(
    r"librar|hub|centre|archive|explore|idea store|studies|café|bookbus|bus\b", re.IGNORECASE
)


class EnglishLibraries(BranchList):
    """The Arts Council's basic dataset: one row per branch, yearly."""

    name = "english_libraries"
    system = "arts_council"
    title = gettext_lazy("English libraries (Arts Council basic dataset)")
    columns = (
        Column("Service", ("Reporting service",), longest=120),
        Column("Service code", ("Reporting service code",), gss, required=True, needed=True),
        Column("Name", ("Library name",), longest=150, required=True, needed=True),
        Column("Type", ("Type of library",), longest=40, required=True),
        Column("Address 1", (), longest=200),
        Column("Address 2", (), longest=120),
        Column("Address 3", (), longest=120),
        Column("Postcode", (), longest=20, required=True),
        Column("Longitude", ("long", "lon"), longitude),
        Column("Latitude", ("lat",), latitude),
        Column("Statutory", ("Statutory in 2023", "Statutory in 2022"), flag),
        Column("Operation", ("Operation in 2023", "Operation in 2022"), longest=5),
        Column("Year opened", (), whole(1600, 2100)),
        Column("Hours", ("Hours open per week",), number(0, 168)),
        Column("Staffed hours", ("Staffed hours per week",), number(0, 168)),
        Column("Automated", (), longest=120),
        *(Column(day, (f"{day} opening times",), longest=60) for day in DAYS),
        *(Column(f"Co-located {kind}", (), longest=5) for kind in SHARES),
    )

    def key(self, row: Row) -> tuple[str, ...]:
        return tuple(row.text(n) for n in ("Service code", "Type", "Name", "Postcode"))

    def service_code(self, row: Row) -> str:
        return row.text("Service code")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Without the rows of libraries that the list says have closed."""
        super().load([r for r in rows if r["Operation"] or not r.heading("Operation")], into)

    def values(self, row: Row) -> Values:
        """What the Arts Council says of a branch."""
        kind = KINDS.get(row.text("Type").lower(), Kind.STATIC)
        street = row.text("Address 1")
        return {
            "name": display_name(row.text("Name"), kind),
            "kind": kind.value,
            "run_by": RUN_BY[row["Operation"]].value if row["Operation"] in RUN_BY else "",
            "statutory": row["Statutory"],
            "street": "" if street.startswith("[") else street,
            "town": row.text("Address 2"),
            "county": row.text("Address 3"),
            "postcode": row.text("Postcode"),
            "lat": row["Latitude"],
            "lon": row["Longitude"],
            "opened_year": row["Year opened"],
            "facilities": [kind for kind in SHARES if row[f"Co-located {kind}"]],
            "hours_note": self._hours_note(row),
        }

    def _hours_note(self, row: Row) -> Values:
        days = {str(n): row[day] for n, day in enumerate(DAYS) if row[day]}
        facts = {
            "week": row["Hours"],
            "staffed": row["Staffed hours"],
            "automated": row["Automated"],
        }
        note = {n: v for n, v in facts.items() if v not in (None, "No")}
        return {"source": "arts_council", "days": days, **note} if days or note else {}


def display_name(name: str, kind: Kind) -> str:
    """The name as people say it: the Arts Council writes “Sale” for Sale Library."""
    name = re.sub(r"\blibrary$", "Library", name)
    if kind == Kind.MOBILE and not re.search(r"mobile|bus|van", name, re.IGNORECASE):
        return f"{name} Mobile Library"
    if kind == Kind.MOBILE and name.endswith("Mobile"):
        return f"{name} Library"
    if kind != Kind.STATIC or SAYS_WHAT_IT_IS.search(name):
        return name
    return f"{name} Library"
