"""What this room draws: the country with its branches, a council's wards, the ward of a branch."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from branchline.core.design.maps import CROWD, Area, area_map
from branchline.core.design.maps import Place as Dot
from branchline.core.words import LANGUAGES

from .models import Branch, LocalAuthority, Position, Ward
from .queries import (
    Council,
    Edition,
    NearBranch,
    Place,
    Region,
    coast,
    regions_of_the_country,
)

SHADES = {
    "north-west": 1, "north-east": 2, "yorkshire-and-the-humber": 3, "east-midlands": 2,
    "west-midlands": 3, "east-of-england": 1, "london": 2, "south-east": 4, "south-west": 1,
    "scotland": 3, "wales": 2, "northern-ireland": 1,
}  # fmt: skip
"""No two neighbours alike."""

Ground = Ward | LocalAuthority


def country(branches: Iterable[tuple[float, float]]) -> SafeString:
    """Every branch on the outline of the country, as crowds."""
    dots = [Dot((lon, lat), "") for lat, lon in branches]
    return area_map(
        areas=[coast()],
        places=dots,
        words=_("Map of the United Kingdom with every public library we know"),
        tallest=760.0,
    )


@lru_cache(maxsize=len(LANGUAGES))
def of_regions(edition: Edition) -> SafeString:
    """The country to choose from: each region one link, as in the list beside it. Drawn once an edition."""
    regions = regions_of_the_country(edition)
    at = reverse("places:on_the_map")
    return area_map(
        areas=[
            Area(
                [ring for c in region.councils for ring in _rings(c.outline)],
                name=region.name,
                address=f"{at}?in={region.slug}",
                shade=SHADES.get(region.slug, 1),
                number=number,
            )
            for number, region in enumerate(regions, 1)
        ],
        words=_("Map of the United Kingdom: choose a part of it"),
        tallest=760.0,
        coarse=True,
    )


def of_region(region: Region, councils: Sequence[Council]) -> SafeString:
    """A region to choose from: each council leads to the libraries of its service."""
    return area_map(
        areas=[
            Area(
                _rings(found.council.outline),
                name=str(found.council),
                address=reverse("places:service_libraries", args=[found.service.slug])
                if found.service
                else "",
                shade=1 if found.service else 0,
            )
            for found in councils
        ],
        words=_("Map of %(region)s: choose a council") % {"region": region.name},
        tallest=640.0,
    )


def neighbourhood(near: Sequence[NearBranch], here: Place, ground: Sequence[Ground]) -> SafeString:
    """Where somebody is, and the numbered libraries around, on the wards or councils around."""
    dots = [
        dot(found.branch, number)
        for number, found in enumerate(near, 1)
        if found.branch.position == Position.EXACT
    ]
    box = _box([*(d.at for d in dots), (here.lon, here.lat)])
    between = [w for w in ground if isinstance(w, LocalAuthority) or _within(w, box)]
    return area_map(
        areas=areas(between, here.ward_code),
        places=dots,
        here=(here.lon, here.lat),
        cropped=any(isinstance(w, LocalAuthority) for w in between),
        words=_("Map of the libraries near %(place)s, numbered as in the list")
        % {"place": here.name},
    )


def of_service(branches: Sequence[Branch], ground: Sequence[Ground], words: str) -> SafeString:
    """A service's branches; numbered as in the list beside it when they are few.

    Those that we know only by their council would lie in one heap: they are left off.
    """
    numbered = len(branches) <= CROWD
    dots = [
        dot(branch, number if numbered else None)
        for number, branch in enumerate(branches, 1)
        if branch.position == Position.EXACT
    ]
    if not dots:
        words = _("Map of the wards; we don’t know yet exactly where the libraries are")
    return area_map(areas=areas(ground), places=dots, words=words, tallest=620.0)


def of_branch(branch: Branch, ground: Sequence[Ground]) -> SafeString:
    """A branch in its ward, with the wards around."""
    if branch.lat is None:
        return SafeString("")
    words = (
        _("Map: about where %(name)s is")
        if branch.position != Position.EXACT
        else _("Map of where %(name)s is")
    )
    return area_map(
        areas=areas(ground, branch.ward_code),
        places=[dot(branch)],
        words=words % {"name": branch.name},
    )


def dot(branch: Branch, number: int | None = None) -> Dot:
    """A branch as a point that leads to its page."""
    return Dot(
        (branch.lon or 0.0, branch.lat or 0.0),
        str(branch.name),
        reverse("places:branch", args=[branch.service.slug, branch.public_id]),
        number,
        branch.position != Position.EXACT,
    )


def areas(ground: Iterable[Ground], here: str = "") -> list[Area]:
    """Wards, or councils where we have no shapes of wards; the ward we are in marked."""
    return [
        Area(_rings(rings), name=str(area), here=area.code == here)
        for area in ground
        if (rings := area.shape if isinstance(area, Ward) else area.outline)
    ]


def around(ground: Sequence[Ground], branch: Branch, most: int = 9) -> list[Ground]:
    """The branch's own ward and those whose middles lie nearest, for a map that shows the street."""
    if branch.lat is None or branch.lon is None:
        return []
    lat, lon = branch.lat, branch.lon
    shaped = [w for w in ground if isinstance(w, Ward) and w.lat is not None and w.lon is not None]
    if not shaped:
        return list(ground)
    shaped.sort(
        key=lambda w: (w.code != branch.ward_code, (w.lat - lat) ** 2 + ((w.lon - lon) * 0.6) ** 2)  # type: ignore[operator]
    )
    return list(shaped[:most])


Box = tuple[float, float, float, float]


def _box(points: Sequence[tuple[float, float]]) -> Box:
    """West, south, east, north of some points, with a little air."""
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons) - 0.01, min(lats) - 0.006, max(lons) + 0.01, max(lats) + 0.006


def _within(ward: Ward, box: Box) -> bool:
    """Whether a ward's middle is in the box: others would only make the map smaller."""
    if ward.lat is None or ward.lon is None:
        return False
    return box[0] <= ward.lon <= box[2] and box[1] <= ward.lat <= box[3]


def _rings(rings: Any) -> list[list[tuple[float, float]]]:
    return [[(lon, lat) for lon, lat in ring] for ring in rings]
