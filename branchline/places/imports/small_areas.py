"""Small areas (LSOA, data zones) and the nations' indices of deprivation."""

import re
from collections.abc import Hashable, Sequence

from django.utils.translation import gettext_lazy as _

from branchline.core.importing.columns import Column, Row, whole
from branchline.core.importing.importer import Importer
from branchline.core.importing.writing import Writer
from branchline.places.models import Deprivation, Lsoa

from .authorities import EXTRACT_YEAR, of_ons
from .cells import gss, nation_of, present, year_in

NEWEST_INDEX = {"E": 2025, "S": 2020, "W": 2019, "N": 2017, "9": 2017}
"""English, Scottish, Welsh and Northern Irish index in force; England's on 2011 areas is of 2019."""


class SmallAreas(Importer):
    """Small areas to their ward: ONS best fit."""

    name = "small_areas"
    title = _("Small areas to wards (ONS LSOA to ward lookup)")
    batch = 5_000
    columns = (
        Column("code", (of_ons("LSOA..CD"),), gss, required=True, needed=True),
        Column("name", (of_ons("LSOA..NM"),), longest=100),
        Column("ward_code", (of_ons("WD..CD"),), gss, required=True, needed=True),
        Column("authority_code", (of_ons("LAD..CD"),), gss),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("code")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One vintage of small areas."""
        into.upsert(
            Lsoa,
            ("code", "vintage"),
            [
                {
                    "code": row["code"],
                    "vintage": year_in(row.heading("code"), 2021),
                    "ward_vintage": year_in(row.heading("ward_code"), EXTRACT_YEAR),
                    **present(row, "name", "ward_code", "authority_code"),
                }
                for row in rows
            ],
        )


class DeprivationIndex(Importer):
    """Rank and decile of each small area within its own nation."""

    name = "deprivation"
    title = _("Index of deprivation (IMD, SIMD, WIMD)")
    batch = 5_000
    columns = (
        Column(
            "area",
            (
                "lsoa21_code",
                "lsoa11cd",
                "LSOA code (2021)",
                "LSOA code (2011)",
                "datazone",
                "SA2011",
            ),
            gss,
            required=True,
            needed=True,
        ),
        Column(
            "rank",
            (
                "IMD_rank",
                "simd_rank",
                re.compile(r"Index of Multiple Deprivation \(IMD\) Rank.*", re.IGNORECASE),
            ),
            whole(1, 100_000),
            required=True,
            needed=True,
        ),
        Column(
            "decile",
            (
                "IMD_decile",
                "simd_decile",
                re.compile(r"Index of Multiple Deprivation \(IMD\) Decile.*", re.IGNORECASE),
            ),
            whole(1, 10),
            required=True,
            needed=True,
        ),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("area")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One edition of a nation's index."""
        into.upsert(
            Deprivation,
            ("area_code", "year"),
            [
                {
                    "area_code": row["area"],
                    "year": index_year(row["area"], row.heading("area")),
                    "nation": nation_of(row["area"]),
                    "rank": row["rank"],
                    "decile": row["decile"],
                }
                for row in rows
            ],
        )


def index_year(code: str, heading: str) -> int:
    """The edition: England's small areas of 2011 belong to the index of 2019."""
    return 2019 if code[0] == "E" and "11" in heading else NEWEST_INDEX.get(code[0], 2025)
