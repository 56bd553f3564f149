"""The campaign on the map: the country with its spots, or the libraries around a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from branchline.campaigns.queries import EntryCard
from branchline.core.design.maps import Area, Place, area_map
from branchline.places.models import LocalAuthority, Ward
from branchline.places.queries import coast

from .cards import anchor_of


@dataclass(frozen=True)
class MapPlace:
    """A library on the map, with its number there."""

    number: int
    name: Any
    branch: str
    distance: float | None

    @property
    def anchor(self) -> str:
        """Its first card in the list."""
        return anchor_of(self.branch)


@dataclass(frozen=True)
class LocalMap:
    """The drawing and the same in words."""

    drawing: SafeString
    places: tuple[MapPlace, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """By the library's public id."""
        return {place.branch: place.number for place in self.places}


def map_around(
    found: Sequence[EntryCard],
    *,
    here: tuple[float, float],
    ground: Sequence[Ward | LocalAuthority],
    place: str,
) -> LocalMap | None:
    """The libraries of these entries around a point (longitude, latitude); None when none is known."""
    one_each = {
        each.branch_public_id: each
        for each in found
        if each.lat is not None and each.branch_public_id
    }
    nearest = sorted(one_each.values(), key=lambda each: each.metres or 0)
    if not nearest:
        return None
    places = tuple(
        MapPlace(number, each.place, each.branch_public_id, each.metres)
        for number, each in enumerate(nearest, 1)
    )
    dots = [
        Place((each.lon or 0.0, each.lat or 0.0), str(each.place), f"#{p.anchor}", p.number)
        for each, p in zip(nearest, places, strict=True)
    ]
    areas = [coast(), *(_area(each) for each in ground)]
    words = _("Map of these libraries around %(place)s") % {"place": place}
    drawing = area_map(areas=areas, places=dots, here=here, words=words, lines=True, cropped=True)
    return LocalMap(drawing, places)


def _area(each: Ward | LocalAuthority) -> Area:
    rings = each.shape if isinstance(each, Ward) else each.outline
    return Area([[(lon, lat) for lon, lat in ring] for ring in rings or ()], str(each))
