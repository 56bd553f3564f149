"""What other rooms may embed: a postcode field, the country with spots on it. Door of the room."""

from collections.abc import Iterable
from functools import cache, lru_cache

from django.utils.safestring import SafeString

from branchline.core.design.maps import Area, Ground, draw_ground, spot_map, spots_of, spots_on

from .forms.fields import PostcodeField
from .queries import Edition, coast, edition_of_the_country, regions_of_the_country

__all__ = ["PostcodeField", "map_of_the_country", "spots_of_the_country"]


def map_of_the_country(
    points: Iterable[tuple[float, float, int]], *, words: str, part: str = ""
) -> SafeString:
    """The United Kingdom, or a part of it (its slug), with a spot where something is: the larger, the more.

    `points` are latitude, longitude and how many. In a part they are gathered less. One query for a part,
    and two more once after councils have changed.
    """
    ground = _ground_of(edition_of_the_country(), part) if part else None
    finer = 8 if ground else 1
    return spot_map(ground=ground or _whole(), spots=spots_of(points, finer=finer), words=words)


def spots_of_the_country(points: Iterable[tuple[float, float, int]]) -> SafeString:
    """What such a map of the United Kingdom changes while its page stays open: its group `spots`."""
    return spots_on(ground=_whole(), spots=spots_of(points))


@cache
def _whole() -> Ground:
    return draw_ground(coast())


@lru_cache(maxsize=32)
def _ground_of(edition: Edition, part: str) -> Ground | None:
    """Its councils; None where we have no outline of any."""
    for region in regions_of_the_country(edition):
        if region.slug == part:
            outlines = [council.outline or () for council in region.councils]
            return draw_ground(
                Area([[(lon, lat) for lon, lat in ring] for o in outlines for ring in o])
            )
    return None
