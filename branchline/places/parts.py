"""What other rooms may embed: a postcode field, the country with spots on it. Door of the room."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from branchline.core.design.maps import Area, spot_map, spots_of

from .forms.fields import PostcodeField
from .queries import Region, coast

__all__ = ["PostcodeField", "map_of_the_country"]


def map_of_the_country(
    points: Iterable[tuple[float, float, int]], *, words: str, part: Region | None = None
) -> SafeString:
    """The United Kingdom, or a part of it, with a spot where something is: the larger, the more.

    `points` are latitude, longitude and how many. In a part each point stands by itself.
    """
    if part is None:
        return spot_map(ground=coast(), spots=spots_of(points), words=words)
    rings = [
        [(lon, lat) for lon, lat in ring] for each in part.councils for ring in each.outline or ()
    ]
    return spot_map(ground=Area(rings), spots=spots_of(points, finer=8), words=words)
