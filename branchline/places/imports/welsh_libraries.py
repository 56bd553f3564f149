"""The list of Welsh libraries from Wikidata."""

from django.utils.translation import gettext_lazy

from branchline.core.importing.columns import Column, Row, flag, web_address, whole
from branchline.places.models import (
    Kind,
    RunBy,
)

from .branches import BranchList, Values
from .cells import gss


class WelshLibraries(BranchList):
    """Welsh libraries from Wikidata: no coordinates, so they are placed in their council's middle."""

    name = "welsh_libraries"
    system = "wikidata_wales"
    title = gettext_lazy("Welsh libraries (Wikidata list)")
    columns = (
        Column("Code", ("Local authority code",), gss, required=True, needed=True),
        Column("Name", ("Library name",), longest=150, required=True, needed=True),
        Column("Address 1", (), longest=200),
        Column("Address 2", (), longest=120),
        Column("Address 3", (), longest=120),
        Column("Postcode", (), longest=20, required=True),
        Column("Type", ("Type of library",), longest=10),
        Column("Statutory", (), flag),
        Column("Year opened", (), whole(1600, 2100)),
        Column("URL", ("website",), web_address, longest=300),
    )

    def key(self, row: Row) -> tuple[str, ...]:
        return tuple(row.text(n) for n in ("Code", "Name", "Postcode"))

    def service_code(self, row: Row) -> str:
        return row.text("Code")

    def values(self, row: Row) -> Values:
        """What the list says of a branch."""
        # "Cardiff, Cardiff" of the list is said once.
        parts = dict.fromkeys(p for p in (row.text("Address 2"), row.text("Address 3")) if p)
        return {
            "name": row.text("Name"),
            "kind": Kind.STATIC.value,
            "run_by": (RunBy.COMMUNITY if row["Type"] == "CL" else RunBy.COUNCIL).value,
            "statutory": row["Statutory"],
            "street": row.text("Address 1"),
            "town": ", ".join(parts)[:120],
            "postcode": row.text("Postcode"),
            "opened_year": row["Year opened"],
            "website": row.text("URL"),
        }
