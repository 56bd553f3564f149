"""Wards and their boundaries."""

from collections.abc import Hashable, Sequence

from django.utils.translation import gettext_lazy as _

from branchline.core.importing.columns import Column, Row
from branchline.core.importing.importer import Importer
from branchline.core.importing.writing import Writer
from branchline.places.models import Ward

from .authorities import EXTRACT_YEAR, of_ons
from .cells import centre, gss, latitude, longitude, present, rings, year_in


class Wards(Importer):
    """Wards by code and vintage, with their council and centre."""

    name = "wards"
    title = _("Wards (ONS list)")
    columns = (
        Column("code", (of_ons("WD..CD"), "wdcd", "ward_code"), gss, required=True, needed=True),
        Column("name", (of_ons("WD..NM"), "ward_name"), longest=100, required=True, needed=True),
        Column("name_cy", (of_ons("WD..NMW"),), longest=100),
        Column("authority_code", (of_ons("LAD..CD"), "la_code"), gss),
        Column("lat", ("latitude",), latitude),
        Column("lon", ("long", "longitude"), longitude),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("code")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One vintage of wards."""
        into.upsert(Ward, ("code", "vintage"), [self._values(row) for row in rows])

    def _values(self, row: Row) -> dict[str, object]:
        return {
            "code": row["code"],
            "vintage": year_in(row.heading("code"), EXTRACT_YEAR),
            **present(row, "name", "name_cy", "authority_code"),
            **{n: row[n] for n in ("lat", "lon") if row.heading(n)},
        }


class WardBoundaries(Importer):
    """Shapes of wards. A code is retired when its boundary moves, so a shape fits every vintage."""

    name = "ward_boundaries"
    title = _("Ward boundaries (GeoJSON)")
    document = True
    batch = 100
    columns = (
        Column("code", (of_ons("WD..CD"), "area_code"), gss, required=True, needed=True),
        Column("name", (of_ons("WD..NM"), "area_name"), longest=100, required=True, needed=True),
        Column("name_cy", (of_ons("WD..NMW"),), longest=100),
        Column("authority_code", (of_ons("LAD..CD"),), gss),
        Column("geometry", (), rings, required=True, needed=True, longest=8_000_000),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("code")

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Give known wards their shape; add those of a vintage we did not know."""
        asked = {row["code"] for row in rows}
        vintages: dict[str, list[int]] = {}
        for code, vintage in Ward.objects.filter(code__in=asked).values_list("code", "vintage"):
            vintages.setdefault(code, []).append(vintage)
        values = []
        for row in rows:
            shape = row["geometry"]
            known = vintages.get(row["code"])
            if known:
                values += [{"code": row["code"], "vintage": v, "shape": shape} for v in known]
            else:
                lat, lon = centre(shape)
                facts = {"shape": shape, "lat": lat, "lon": lon}
                facts |= present(row, "name", "name_cy", "authority_code")
                year = year_in(row.heading("code"), EXTRACT_YEAR)
                into.upsert(
                    Ward,
                    ("code", "vintage"),
                    [{"code": row["code"], "vintage": year, **facts}],
                )
        into.upsert(Ward, ("code", "vintage"), values)
