"""Maps drawn on the server: areas, places, where you are, and the lines between. No tiles, no third party.

Coordinates are WGS 84 degrees (longitude, latitude). Over Britain an equirectangular projection at the
map's middle latitude is true to within a few per cent, which is enough to find one's way.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .dates import language

WIDTH = 480.0
PADDING = 30.0
METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of radius 6,371.0 km
CROWD = 120  # more places than this are drawn as crowds

Position = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A ward or an authority: rings of positions. `shade` 1 to 5 colours it by a value; 0 leaves it plain.

    With an `address` it is a link, to choose a place by; the same links stand as a list beside the map,
    where its `number` stands too."""

    rings: Sequence[Sequence[Position]]
    name: str = ""
    here: bool = False
    shade: int = 0
    address: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Place:
    """A branch on the map. A number refers to the list beside it."""

    at: Position
    words: str
    address: str = ""
    number: int | None = None
    approximate: bool = False


@dataclass(frozen=True)
class Spot:
    """So many of something around a position: the more, the larger it is drawn."""

    at: Position
    many: int


@dataclass(frozen=True)
class _Frame:
    """From degrees to the drawing."""

    west: float
    north: float
    scale: float  # drawing units per degree of latitude
    squeeze: float  # a degree of longitude against one of latitude
    height: float
    shift: Position = field(default=(0.0, 0.0))

    def place(self, at: Position) -> Position:
        return (
            self.shift[0] + (at[0] - self.west) * self.squeeze * self.scale,
            self.shift[1] + (self.north - at[1]) * self.scale,
        )


def area_map(
    *,
    areas: Sequence[Area] = (),
    places: Sequence[Place] = (),
    here: Position | None = None,
    words: str,
    lines: bool = False,
    tallest: float = 520.0,
    coarse: bool = False,
    cropped: bool = False,
) -> SafeString:
    """The map as SVG. `words` names it aloud; `lines` joins `here` to each place as on a line map;
    `coarse` draws whole units only, for a country of many shapes; `cropped` shows only what lies around the
    places and `here`: the areas run out of the picture."""
    seen = [place.at for place in places]
    seen += [here] if here else []
    if not (cropped and seen):
        seen += [at for area in areas for ring in area.rings for at in ring]
    if not seen:
        return mark_safe("")
    frame = _frame(seen, tallest)
    shapes = [_area(area, frame, 0 if coarse else 1) for area in areas]
    # After all areas: a small one's number reaches over its neighbours.
    shapes += [
        _number(area.number, frame.place(_middle(area)))
        for area in areas
        if area.number is not None
    ]
    if here and lines:
        shapes += [_line(frame.place(here), frame.place(place.at)) for place in places[:12]]
    if len(places) > CROWD:
        shapes += _crowds(places, frame)
    else:
        shapes += [_place(place, frame) for place in reversed(places)]
    if here:
        x, y = frame.place(here)
        shapes.append(f'<path class="here" d="M{x:.1f} {y:.1f}l-9 -15a11 11 0 1 1 18 0Z"/>')
    shapes.append(_scale_bar(frame))
    linked = any(area.address for area in areas) or (
        any(place.address for place in places) and len(places) <= CROWD
    )
    role = "group" if linked else "img"
    return mark_safe(
        f'<svg class="bl-map{" bl-map--parts" if coarse else ""}" viewBox="0 0 {WIDTH:g} {frame.height:.0f}" role="{role}" aria-label="{escape(words)}">'
        f"{''.join(shapes)}</svg>"
    )


@dataclass(frozen=True)
class Ground:
    """Land that is drawn once, for spots that change with every page."""

    drawn: str
    frame: _Frame


def draw_ground(land: Area, *, tallest: float = 620.0) -> Ground:
    """The land below spots: thousands of points, so keep it."""
    frame = _frame([at for ring in land.rings for at in ring], tallest)
    return Ground(_area(land, frame, 0), frame)


def spot_map(*, ground: Ground, spots: Sequence[Spot], words: str) -> SafeString:
    """Land with spots on it, as SVG. `words` names it aloud; the numbers stand in a table beside it."""
    frame = ground.frame
    # As wide as the country: it is a picture beside words, not a sheet of its own.
    air, left = 16.0, frame.shift[0]
    box = f"{left - air:.0f} 0 {WIDTH - 2 * (left - air):.0f} {frame.height:.0f}"
    return mark_safe(
        f'<svg class="bl-map bl-map--spots" viewBox="{box}" role="img" aria-label="{escape(words)}">'
        f"{ground.drawn}{spots_on(ground=ground, spots=spots)}</svg>"
    )


def spots_on(*, ground: Ground, spots: Sequence[Spot]) -> SafeString:
    """The spots alone, as the group `spots` of such a map: what changes while a page stays open."""
    shapes = []
    # The largest first, so that no small one is hidden.
    for spot in sorted(spots, key=lambda spot: -spot.many):
        x, y = ground.frame.place(spot.at)
        radius = min(2.6 + 0.9 * math.sqrt(spot.many), 15.0)
        shapes.append(f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
    return mark_safe(f'<g id="spots">{"".join(shapes)}</g>')


UP, ASIDE = 0.16, 0.26
"""Degrees of a spot: about seventeen kilometres each way over Britain."""


def spots_of(places: Iterable[tuple[float, float, int]], *, finer: int = 1) -> list[Spot]:
    """(lat, lon, how many) of single places gathered into spots, each in the middle of what it holds.

    `finer` times smaller than for a whole country.
    """
    cells: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for lat, lon, many in places:
        cell = cells[round(lat * finer / UP), round(lon * finer / ASIDE)]
        cell[0] += lat * many
        cell[1] += lon * many
        cell[2] += many
    return [Spot((lon / many, lat / many), int(many)) for lat, lon, many in cells.values()]


def _frame(seen: Sequence[Position], tallest: float) -> _Frame:
    west, east = min(at[0] for at in seen), max(at[0] for at in seen)
    south, north = min(at[1] for at in seen), max(at[1] for at in seen)
    # A lone place still gets some country around it: about a kilometre each way.
    west, east = (west - 0.012, east + 0.012) if east - west < 0.004 else (west, east)
    south, north = (south - 0.008, north + 0.008) if north - south < 0.003 else (south, north)
    squeeze = math.cos(math.radians((south + north) / 2))
    across, down = (east - west) * squeeze, north - south
    scale = min((WIDTH - 2 * PADDING) / across, (tallest - 2 * PADDING) / down)
    height = max(down * scale + 2 * PADDING, 220.0)
    shift = ((WIDTH - across * scale) / 2, (height - down * scale) / 2)
    return _Frame(west, north, scale, squeeze, height, shift)


def _area(area: Area, frame: _Frame, digits: int) -> str:
    d = "".join(_ring(ring, frame, digits) for ring in area.rings)
    kind = (
        "ward ward--here"
        if area.here
        else f"ward shade-{area.shade}"
        if 1 <= area.shade <= 5
        else "ward"
    )
    title = f"<title>{escape(area.name)}</title>" if area.name else ""
    path = f'<path class="{kind}" fill-rule="evenodd" d="{d}">{title}</path>'
    if not area.address:
        return path
    seen = "" if area.number is None else f"{area.number}. "
    return f'<a href="{escape(area.address)}" aria-label="{escape(seen + area.name)}">{path}</a>'


def _middle(area: Area) -> Position:
    """The middle of an area's largest piece, each stretch of its edge weighed by what it encloses."""
    ring = max(area.rings, key=lambda ring: abs(_twice_enclosed(ring)))
    whole = _twice_enclosed(ring)
    if not whole:
        return ring[0]
    steps = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in _edges(ring)]
    x = sum((a[0] + b[0]) * weight for a, b, weight in steps) / (3 * whole)
    y = sum((a[1] + b[1]) * weight for a, b, weight in steps) / (3 * whole)
    return x, y


def _edges(ring: Sequence[Position]) -> Iterator[tuple[Position, Position]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _twice_enclosed(ring: Sequence[Position]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring))


def _number(number: int, at: Position) -> str:
    x, y = at
    return (
        f'<g class="on-area" aria-hidden="true"><circle class="place" cx="{x:.1f}" cy="{y:.1f}" r="13"/>'
        f'<text class="number" x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle">{number}</text></g>'
    )


def _ring(ring: Sequence[Position], frame: _Frame, digits: int) -> str:
    points: list[str] = []
    for at in ring:
        x, y = frame.place(at)
        point = f"{x:.{digits}f} {y:.{digits}f}"
        if not points or points[-1] != point:
            points.append(point)
    return f"M{'L'.join(points)}Z" if len(points) > 2 else ""


def _line(start: Position, end: Position) -> str:
    """As on a line map: first aslant at 45°, then straight."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    slant = min(abs(dx), abs(dy))
    bend = (start[0] + math.copysign(slant, dx), start[1] + math.copysign(slant, dy))
    return f'<path class="link" d="M{start[0]:.1f} {start[1]:.1f}L{bend[0]:.1f} {bend[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"/>'


def _place(place: Place, frame: _Frame) -> str:
    x, y = frame.place(place.at)
    kind = "place place--approximate" if place.approximate else "place"
    radius = 13 if place.number is not None else 7
    dot = f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
    if place.number is not None:
        dot += f'<text class="number" x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" aria-hidden="true">{place.number}</text>'
    # What is seen, the number, must be in what is read aloud (WCAG 2.5.3).
    seen = (
        ""
        if place.number is None or place.words.startswith(f"{place.number}.")
        else f"{place.number}. "
    )
    words = escape(f"{seen}{place.words}")
    if not place.address:
        return f"<g>{dot}<title>{words}</title></g>"
    hit = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="18" fill="none" pointer-events="all"/>'
    return f'<a href="{escape(place.address)}" aria-label="{words}">{hit}{dot}<title>{words}</title></a>'


def _crowds(places: Sequence[Place], frame: _Frame, cell: float = 11.0) -> list[str]:
    counts: dict[tuple[int, int], list[float]] = {}
    for place in places:
        x, y = frame.place(place.at)
        held = counts.setdefault((int(x / cell), int(y / cell)), [0.0, 0.0, 0.0])
        held[0], held[1], held[2] = held[0] + 1, held[1] + x, held[2] + y
    return [
        f'<circle class="crowd" cx="{x / n:.1f}" cy="{y / n:.1f}" r="{min(1.8 + math.sqrt(n), 8.5):.1f}"/>'
        for n, x, y in counts.values()
    ]


def _scale_bar(frame: _Frame) -> str:
    """The longest round number of miles that takes at most a third of the width."""
    mile = frame.scale * 1609.344 / METRES_PER_DEGREE
    miles = next((m for m in (100, 50, 20, 10, 5, 2, 1, 0.5, 0.25) if m * mile <= WIDTH / 3), 0.1)
    number = {0.5: "½", 0.25: "¼"}.get(miles, f"{miles:g}")
    unit = "milltir" if language(get_language()) == "cy" else "mile" if miles <= 1 else "miles"
    words = f"{number} {unit}"
    y, x = frame.height - 14, 16.0
    return (
        f'<g class="scale" aria-hidden="true"><path class="axis" fill="none" d="M{x:g} {y - 5:.1f}v5h{miles * mile:.1f}v-5"/>'
        f'<text class="soft" x="{x + miles * mile + 8:.1f}" y="{y + 2:.1f}" font-size="13">{words}</text></g>'
    )
