"""The libraries of a list on a map: each with how much it has on, leading to its own dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from branchline.core.design.maps import Area, Place, area_map
from branchline.events.queries import BusyLibrary
from branchline.places.models import Branch, LocalAuthority, Ward


@dataclass(frozen=True)
class Row:
    """A library's line beside the map."""

    number: int
    busy: BusyLibrary
    address: str


@dataclass(frozen=True)
class LibrariesMap:
    """The drawing, and the same in words."""

    drawing: SafeString
    rows: tuple[Row, ...]
    unplaced: tuple[Row, ...]


def map_of_libraries(
    found: Sequence[BusyLibrary],
    *,
    ground: Sequence[Ward | LocalAuthority],
    list_of: Callable[[Branch], str],
    here: tuple[float, float] | None = None,
) -> LibrariesMap:
    """Numbered by how much is on; `here` is where somebody looks from (longitude, latitude). Those known by their council only stand below the map."""
    rows = [Row(n, busy, list_of(busy.branch)) for n, busy in enumerate(found, 1)]
    placed = [row for row in rows if row.busy.branch.exactly]
    dots = [
        Place((lon, lat), f"{row.busy.branch.name}: {row.busy.count}", row.address, row.number)
        for row in placed
        for lat, lon in [row.busy.branch.exactly or (0.0, 0.0)]
    ]
    drawing = area_map(
        areas=[Area(_rings(each), str(each)) for each in ground],
        places=dots,
        words=_("Map of libraries with something on"),
        here=here,
        cropped=here is not None,
        tallest=620.0,
    )
    unplaced = tuple(row for row in rows if not row.busy.branch.exactly)
    return LibrariesMap(drawing if dots else SafeString(""), tuple(placed), unplaced)


def _rings(area: Ward | LocalAuthority) -> list[list[tuple[float, float]]]:
    said = area.shape if isinstance(area, Ward) else area.outline
    return [[(lon, lat) for lon, lat in ring] for ring in said or ()]
