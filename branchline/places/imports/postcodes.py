"""Postcodes: ONSPD (all of the UK, 2.7 million rows) or a council's own list."""

from collections.abc import Hashable, Sequence

from django.utils.translation import gettext_lazy as _

from branchline.core.importing.columns import Column, Row, day
from branchline.core.importing.importer import Importer
from branchline.core.importing.writing import Writer
from branchline.places.models import Postcode, Ward

from .authorities import of_ons
from .cells import gss, latitude, longitude, postcode

NO_POSITION = "99.999999"
"""What ONSPD writes as latitude where it knows none."""


def degrees_north(cell: str) -> float | None:
    """A latitude, or None for ONSPD's way of saying that there is none."""
    return None if cell == NO_POSITION else latitude(cell)


def code_or_nothing(cell: str) -> str:
    """An area code; ONSPD's stand-ins for "none" (E99999999) are nothing."""
    code = gss(cell)
    return "" if code.endswith("99999999") else code


class Postcodes(Importer):
    """Postcode to ward, small area and position. Knows ONSPD's headings."""

    name = "postcodes"
    title = _("Postcodes (ONSPD, or a council’s list)")
    batch = 5_000
    columns = (
        Column(
            "postcode",
            ("pcds", "pcd", "pcd7", "pcd8", "pcd2"),
            postcode,
            required=True,
            needed=True,
            longest=12,
        ),
        Column("ward", ("ward_code", "osward", of_ons("WD..CD")), code_or_nothing, required=True),
        Column(
            "lsoa",
            ("lsoa_code", "lsoa21", "lsoa21cd", of_ons("LSOA..CD")),
            code_or_nothing,
            required=True,
        ),
        Column("authority", ("la_code", "oslaua", of_ons("LAD..CD")), code_or_nothing),
        Column("lat", ("latitude",), degrees_north, required=True),
        Column("lon", ("long", "longitude"), longitude, required=True),
        Column("ended", ("doterm",), day),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("postcode")

    def prepare(self, into: Writer) -> None:
        """Which vintage of a ward a postcode means: the newest we know under its code."""
        self.vintages = dict(Ward.objects.order_by("vintage").values_list("code", "vintage"))

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Postcodes with what the file says of them."""
        into.upsert(
            Postcode,
            ("postcode",),
            [
                {
                    "postcode": row["postcode"],
                    "ward_code": row.text("ward"),
                    "ward_vintage": self.vintages.get(row.text("ward")),
                    "lsoa_code": row.text("lsoa"),
                    "authority_code": row.text("authority"),
                    "lat": row["lat"] if row["lon"] is not None else None,
                    "lon": row["lon"] if row["lat"] is not None else None,
                    "ended": row["ended"],
                }
                for row in rows
            ],
        )
