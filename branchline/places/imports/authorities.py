"""Councils: ONS lists and lookups, mySociety's list, our own extract; and their outlines."""

import re
from collections.abc import Hashable, Sequence

from django.utils.translation import gettext_lazy as _

from branchline.core.importing.columns import Column, Row, day
from branchline.core.importing.importer import Importer
from branchline.core.importing.writing import Writer
from branchline.places.models import LocalAuthority, Nation, Tier

from .cells import gss, latitude, longitude, nation_of, present, rings, year_in

EXTRACT_YEAR = 2024
TIERS = {"E07": Tier.LOWER, "E10": Tier.UPPER}
NATIONS = {str(nation.label): nation.value for nation in Nation}


def of_ons(letters: str) -> re.Pattern[str]:
    """A heading as ONS writes it, of any year: `of_ons("LAD..CD")`."""
    return re.compile(letters.replace("..", r"(\d\d)"), re.IGNORECASE)


class Authorities(Importer):
    """Councils by code and vintage. Reads ONS lists and the lower-to-upper-tier lookup."""

    name = "authorities"
    title = _("Councils (ONS lists, lower to upper tier lookup)")
    columns = (
        Column(
            "code",
            (of_ons("LAD..CD"), of_ons("LTLA..CD"), "gss-code"),
            gss,
            required=True,
            needed=True,
        ),
        Column(
            "name",
            (of_ons("LAD..NM"), of_ons("LTLA..NM"), "nice-name"),
            longest=100,
            required=True,
            needed=True,
        ),
        Column("name_cy", (of_ons("LAD..NMW"), of_ons("LTLA..NMW")), longest=100),
        Column("nation", (), longest=30),
        Column("region", (), longest=60),
        Column("tier", (), longest=6),
        Column("upper_code", (of_ons("UTLA..CD"),), gss),
        Column("valid_from", ("start-date",), day),
        Column("valid_to", ("end-date",), day),
        Column("replaced_by", (), longest=60),
        Column("lat", ("latitude",), latitude),
        Column("lon", ("long", "longitude"), longitude),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("code")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One vintage of councils."""
        into.upsert(LocalAuthority, ("code", "vintage"), [self._values(row) for row in rows])

    def _values(self, row: Row) -> dict[str, object]:
        code: str = row["code"]
        values = {
            "code": code,
            "vintage": year_in(row.heading("code"), EXTRACT_YEAR),
            "nation": NATIONS.get(row.text("nation"), nation_of(code)),
            "tier": row["tier"]
            if row["tier"] in Tier.values
            else TIERS.get(code[:3], Tier.SINGLE).value,
            **present(row, "name", "name_cy", "region", "upper_code", "replaced_by"),
            **{n: row[n] for n in ("valid_from", "valid_to", "lat", "lon") if row.heading(n)},
        }
        if (
            values.get("upper_code") == code
        ):  # ONS says of a single tier that it is its own upper one
            values["upper_code"] = ""
        return values


class AuthorityOutlines(Importer):
    """Simplified outlines of councils for the small map of the country."""

    name = "authority_outlines"
    title = _("Outlines of councils (GeoJSON)")
    document = True
    batch = 100
    columns = (
        Column("code", (of_ons("LAD..CD"), of_ons("CTYUA..CD")), gss, required=True, needed=True),
        Column(
            "name",
            (of_ons("LAD..NM"), of_ons("CTYUA..NM")),
            longest=100,
            required=True,
            needed=True,
        ),
        Column("geometry", (), rings, required=True, needed=True, longest=8_000_000),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("code")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Give councils their outline, in every vintage of the code."""
        shapes = {row["code"]: row["geometry"] for row in rows}
        known = LocalAuthority.objects.filter(code__in=shapes).values_list("code", "vintage")
        values = [{"code": c, "vintage": v, "outline": shapes[c]} for c, v in known]
        for row in rows:
            if row["code"] not in {c for c, _v in known}:
                into.refuse(
                    row,
                    str(_("we know no council with this code; import the councils first.")),
                    "code",
                )
        into.upsert(LocalAuthority, ("code", "vintage"), values)
