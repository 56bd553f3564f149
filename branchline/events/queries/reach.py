"""Which libraries are near a place, in rings: as far as we know where they are.

Of some libraries only the council is known, and they stand at its middle on the map. How far those are
nobody can say: they form a ring of their own behind the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from branchline.places.errors import NoSuchPlace
from branchline.places.models import Branch, Position
from branchline.places.queries import Place, find_place, metres_between

USUAL_KM = 16.0
FARTHEST_KM = 80.0
BANDS_KM = (3.0, 8.0, 16.0, 32.0, FARTHEST_KM)
"""About 2, 5, 10, 20 and 50 miles: within a band the sooner comes first."""


@dataclass(frozen=True)
class Reach:
    """Row numbers of libraries a ring, nearest ring first; the last ring lies somewhere around.

    `metres` by row number, for those of which we know it.
    """

    rings: tuple[tuple[int, ...], ...]
    metres: Mapping[int, float]


def place_typed(text: str) -> Place | None:
    """Where a postcode is, or its beginning; anything else that was typed is a word to look for."""
    if not any(character.isdigit() for character in text):
        return None
    try:
        return find_place(text)
    except NoSuchPlace:
        return None


def reach(*, place: Place, within_km: float) -> Reach:
    """The libraries within reach of a place. One query over a box on the map."""
    km = max(0.1, min(within_km, FARTHEST_KM))
    up, aside = km / 111.2, km / (111.2 * max(0.1, cos(radians(place.lat))))
    box = Branch.objects.filter(
        lat__range=(place.lat - up, place.lat + up),
        lon__range=(place.lon - aside, place.lon + aside),
    ).values_list("pk", "lat", "lon", "position")
    metres: dict[int, float] = {}
    around: list[int] = []
    for pk, lat, lon, position in box:
        if lat is None or lon is None:
            continue
        away = metres_between(place.lat, place.lon, lat, lon)
        if pk in place.libraries:
            metres[pk] = 0.0
        elif away <= km * 1000 and (place.blurred or position != Position.EXACT):
            around.append(pk)
        elif away <= km * 1000:
            metres[pk] = away
    return Reach((*_rings(metres), tuple(sorted(around))), metres)


def _rings(metres: Mapping[int, float]) -> list[tuple[int, ...]]:
    edges = [-1.0, *(km * 1000 for km in BANDS_KM)]
    return [
        tuple(sorted(pk for pk, away in metres.items() if nearer < away <= edge))
        for nearer, edge in pairwise(edges)
    ]
