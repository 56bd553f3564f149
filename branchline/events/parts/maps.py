"""The map beside a list: a numbered dot for each library, leading to its first card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from branchline.core.design.maps import Area, Place, area_map
from branchline.events.queries import ListingCard, Town
from branchline.places.models import LocalAuthority, Ward
from branchline.places.queries import coast

from .cards import AT_THE_DOOR, anchor_of


@dataclass(frozen=True)
class MapPlace:
    """A library on the map: its number there, and its line in the list below."""

    number: int
    name: Any
    address: str
    branch: str
    at: tuple[float, float]
    distance: float | None

    @property
    def anchor(self) -> str:
        """Its first card in the list."""
        return anchor_of(self.branch)


@dataclass(frozen=True)
class DrawnMap:
    """The drawing and the same in words."""

    drawing: SafeString
    places: tuple[MapPlace, ...]


AIR = (0.012, 0.008)
"""Degrees of longitude and latitude around the outermost library: about 800 metres."""


FAR_METRES = 20_000.0
"""From here on the councils around are not all the land that is seen: the country's outline lies below them."""


def map_of(
    found: Sequence[ListingCard],
    *,
    here: tuple[float, float],
    words: str,
    ground: Sequence[Ward | LocalAuthority] = (),
    ward_code: str = "",
) -> DrawnMap | None:
    """Where these are on: a numbered dot for each library, over the wards around them, else the councils.

    `here` is (longitude, latitude); `ward_code` is the ward one stands in.
    """
    one_each = {
        each.branch_public_id: each for each in found if each.at_library and each.lat is not None
    }
    nearest = sorted(one_each.values(), key=lambda each: each.metres or 0)
    if not nearest:
        return None
    places = tuple(_place(each, number) for number, each in enumerate(nearest, 1))
    dots = [
        Place(place.at, str(place.name), f"#{anchor_of(place.branch)}", place.number)
        for place in places
    ]
    wards = [area for area in ground if isinstance(area, Ward)]
    councils = [area for area in ground if isinstance(area, LocalAuthority)]
    areas = _around(wards, [*(dot.at for dot in dots), here], ward_code)
    if councils and (nearest[-1].metres or 0) > FAR_METRES:
        areas.append(coast())
    areas += [_council(council) for council in councils if council.outline]
    drawing = area_map(
        places=dots, areas=areas, here=here, words=words, lines=True, cropped=bool(councils)
    )
    return DrawnMap(drawing, places)


def _council(council: LocalAuthority) -> Area:
    return Area([[(lon, lat) for lon, lat in ring] for ring in council.outline or ()], str(council))


def _place(each: ListingCard, number: int) -> MapPlace:
    whats_on = reverse("events:whats_on", args=[each.service_slug])
    return MapPlace(
        number=number,
        name=each.branch_name,
        address=f"{whats_on}?branch={each.branch_public_id}",
        branch=each.branch_public_id,
        at=(each.lon or 0.0, each.lat or 0.0),
        distance=each.metres if each.metres is not None and each.metres >= AT_THE_DOOR else None,
    )


def _around(
    wards: Sequence[Ward], seen: Sequence[tuple[float, float]], ward_code: str
) -> list[Area]:
    """The wards whose middle lies among what is seen: others would only make the map smaller."""
    west, east = min(at[0] for at in seen) - AIR[0], max(at[0] for at in seen) + AIR[0]
    south, north = min(at[1] for at in seen) - AIR[1], max(at[1] for at in seen) + AIR[1]
    return [
        Area([[(lon, lat) for lon, lat in ring] for ring in ward.shape], ward.name, ward.code == ward_code)
        for ward in wards
        if ward.shape
        and (
            ward.code == ward_code
            or (ward.lat is not None and ward.lon is not None
                and west <= ward.lon <= east and south <= ward.lat <= north)
        )
    ]  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A town on the map of the country, and what is on near it."""

    number: int
    name: str
    address: str


@dataclass(frozen=True)
class CountryMap:
    """The country with towns to choose from, and the same as a list."""

    drawing: SafeString
    choices: tuple[Choice, ...]


def map_to_choose(towns: Sequence[Town], *, addresses: Mapping[str, str]) -> CountryMap | None:
    """Choose a place without typing. `addresses` by the town's name."""
    if not towns:
        return None
    numbered = [(number, town, addresses[town.name]) for number, town in enumerate(towns, 1)]
    dots = [Place((town.lon, town.lat), town.name, address, n) for n, town, address in numbered]
    drawing = area_map(
        areas=[coast()],
        places=dots,
        words=_("Map of the United Kingdom: choose a town"),
        tallest=620.0,
    )
    return CountryMap(
        drawing, tuple(Choice(n, town.name, address) for n, town, address in numbered)
    )
