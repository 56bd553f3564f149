"""Parsers and small readings that several of this room's importers share."""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from branchline.core.importing.columns import Row, number
from branchline.core.importing.problems import Wrong, shown
from branchline.places import postcodes
from branchline.places.models import Nation
from branchline.places.models.geography import LATITUDES, LONGITUDES

GSS = re.compile(r"[EWSNKJLM][0-9]{8}|95[A-Z0-9]{6,7}")

latitude = number(*LATITUDES)
longitude = number(*LONGITUDES)

NATION_BY_LETTER = {
    "E": Nation.ENGLAND,
    "W": Nation.WALES,
    "S": Nation.SCOTLAND,
    "N": Nation.NORTHERN_IRELAND,
    "9": Nation.NORTHERN_IRELAND,
}


def gss(cell: str) -> str:
    """An ONS nine-character area code (or Northern Ireland's older ones)."""
    code = cell.upper()
    if not GSS.fullmatch(code):
        raise Wrong(
            _("%(cell)s is not an area code like E05015239 or W06000015.") % {"cell": shown(cell)}
        )
    return code


def postcode(cell: str) -> str:
    """A full postcode, as we keep it."""
    found = postcodes.full(cell)
    if found is None:
        raise Wrong(_("%(cell)s is not a full postcode like M33 7ZF.") % {"cell": shown(cell)})
    return found


def year_in(heading: str, default: int) -> int:
    """The year that ONS puts into a heading: `WD24CD` is 2024."""
    found = re.search(r"[A-Za-z](\d\d)(?:CD|NM)", heading)
    return 2000 + int(found[1]) if found else default


def nation_of(code: str) -> str:
    """The nation of an area code."""
    return NATION_BY_LETTER.get(code[:1], Nation.ENGLAND).value


def present(row: Row, *names: str) -> dict[str, Any]:
    """The values of those columns that the file has: what it lacks is not overwritten."""
    return {n: ("" if row[n] is None else row[n]) for n in names if row.heading(n)}


def rings(cell: str) -> list[list[list[float]]]:
    """The rings of a GeoJSON polygon or multipolygon, islands and holes alike."""
    wrong = Wrong(_("this is not the shape of an area (a GeoJSON polygon in degrees)."))
    try:
        geometry = json.loads(cell)
        given = geometry["coordinates"]
        polygons = {"Polygon": [given], "MultiPolygon": given}[geometry["type"]]
        found = [
            [[float(lon), float(lat)] for lon, lat, *_z in ring]
            for polygon in polygons
            for ring in polygon
            if len(ring) >= 4
        ]
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        raise wrong from None
    points = [point for ring in found for point in ring]
    inside = all(
        LONGITUDES[0] <= lon <= LONGITUDES[1] and LATITUDES[0] <= lat <= LATITUDES[1]
        for lon, lat in points
    )
    if not points or not inside:
        raise wrong
    return found


def centre(shape: list[list[list[float]]]) -> tuple[float, float]:
    """(lat, lon) of the middle of the largest ring: its centre of area (shoelace formula)."""
    ring = max(shape, key=lambda r: abs(_twice_area(r)))
    area = _twice_area(ring)
    if not area:
        return ring[0][1], ring[0][0]
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return round(y / (3 * area), 5), round(x / (3 * area), 5)


def _twice_area(ring: list[list[float]]) -> float:
    return sum(
        x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
    )
