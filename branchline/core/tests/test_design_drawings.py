"""Covers, charts and maps are the same every time, are well-formed, and hide nothing."""

import io
from xml.etree import ElementTree

import pytest
import segno
from PIL import Image, ImageChops

from branchline.core.design import charts, colours, covers, drawings, maps
from branchline.core.design.square_codes import ANY_MASK, square_code_png
from branchline.core.design.strokes import Draw

TITLES = (
    "Rhyme time",
    "",
    "Ŵyl y llyfrau",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "Knit & natter",
    "🧶",
)


@pytest.mark.parametrize("title", TITLES)
def test_a_cover_is_drawn_from_its_title_alone(title: str) -> None:
    drawn = covers.cover(title, "events")
    assert drawn == covers.cover(title, "events")
    ElementTree.fromstring(drawn)
    assert "script" not in drawn


def test_covers_of_a_list_are_lively() -> None:
    drawn = {covers.cover(f"Event {number}") for number in range(40)}
    assert len(drawn) == 40
    assert (
        len({covers.family(f"Event {number}", Draw(f"Event {number}")) for number in range(60)}) > 8
    )


@pytest.mark.parametrize("draw", covers.FAMILIES)
def test_every_drawing_keeps_to_kinds_that_have_a_colour(draw: covers.Drawing) -> None:
    for number in range(30):
        shapes = ElementTree.fromstring(f"<g>{draw(Draw(str(number)))}</g>")
        kinds = {shape.get("class") for shape in shapes.iter() if shape.tag != "g"}
        assert kinds <= covers.KINDS


def test_a_cover_that_stands_alone_has_words() -> None:
    assert 'role="img" aria-label="A boat &amp; a kite"' in covers.cover(
        "x", words="A boat & a kite"
    )
    assert 'aria-hidden="true"' in covers.cover("x")


def test_hints_choose_a_drawing_that_suits() -> None:
    assert covers.family("Knit and natter", Draw("Knit and natter")) is drawings.wool
    assert covers.family("Gwau a sgwrsio", Draw("Gwau a sgwrsio")) is drawings.wool


def test_an_unknown_room_takes_the_house_colour() -> None:
    assert "bl-room-house" in covers.cover("x", 'nowhere" onload="')


def test_rooms_are_readable_under_white_and_paper() -> None:
    for name, colour in colours.ROOM_COLOURS.items():
        assert colours.contrast(colour, "#FFFFFF") >= 5, name
    assert colours.contrast(colours.INK, "#FBF8F1") > 13


def test_a_missing_bar_is_never_a_zero() -> None:
    chart = charts.bar_chart(
        [charts.Bar("Sale", 0), charts.Bar("Urmston", None, "not counted")], "Visits"
    )
    assert chart.count("bar--missing") == 1
    assert "not counted" in chart
    ElementTree.fromstring(chart)


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [None], [1.0, 1e9, 3.5]])
def test_charts_bear_anything(values: list[float | None]) -> None:
    bars = [charts.Bar(f"<b>{number}", value) for number, value in enumerate(values)]
    for chart in (charts.bar_chart(bars, "Words"), charts.column_chart(bars, "Words")):
        ElementTree.fromstring(chart)
        assert "<b>" not in chart


def _numbers(svg: str) -> list[float]:
    circles = [e for e in ElementTree.fromstring(svg).iter() if e.tag == "circle"]
    return [float(c.get(name, "0")) for c in circles for name in ("cx", "cy")]


@pytest.mark.parametrize(
    "positions",
    [
        [(-2.32, 53.42)],
        [(-2.32, 53.42), (-2.32, 53.42)],
        [(-6.0, 50.0), (1.7, 60.8)],
        [(-2.32, 53.42), (-2.3, 53.42)],
        [(-2.32, 53.42), (-2.32, 53.9)],
    ],
)
def test_every_place_is_on_the_map(positions: list[maps.Position]) -> None:
    places = [maps.Place(at, "Somewhere") for at in positions]
    svg = maps.area_map(places=places, here=positions[0], words="Map", lines=True)
    height = float(ElementTree.fromstring(svg).get("viewBox", "").split()[3])
    for x, y in zip(*[iter(_numbers(svg))] * 2, strict=True):
        assert 0 < x < maps.WIDTH
        assert 0 < y < height


def test_a_country_full_of_places_becomes_crowds() -> None:
    places = [
        maps.Place((-5 + (n % 60) / 10, 50 + n / 600), f"Branch {n}", "#") for n in range(3800)
    ]
    svg = maps.area_map(places=places, words="Every branch")
    assert svg.count("crowd") < 1500
    assert len(svg) < 120_000


def test_names_on_a_map_are_safe_and_areas_may_have_holes() -> None:
    ring = [(-2.36, 53.45), (-2.30, 53.47), (-2.27, 53.44)]
    svg = maps.area_map(
        areas=[maps.Area([ring, ring[:2]], name="<Ward>", shade=9)],
        places=[maps.Place(ring[0], '"quoted"', "/a?b=1&c=2", 3)],
        words="<Map>",
    )
    assert ElementTree.fromstring(svg).get("aria-label") == "<Map>"
    assert "shade-9" not in svg


def test_nothing_to_show_is_nothing() -> None:
    assert maps.area_map(words="Map") == ""


def test_areas_to_choose_from_carry_their_number_aloud_and_on_top() -> None:
    island = [(-1.0, 51.0), (-1.0, 52.0), (0.0, 52.0), (0.0, 51.0)]
    rock = [(1.0, 51.0), (1.0, 51.1), (1.1, 51.1), (1.1, 51.0)]
    svg = maps.area_map(
        areas=[
            maps.Area([rock, island], "North", address="/north", number=1),
            maps.Area([rock], "South", address="/south", number=2),
        ],
        words="Choose",
    )
    drawn = ElementTree.fromstring(svg)
    assert [a.get("aria-label") for a in drawn.iter("a")] == ["1. North", "2. South"]
    kinds = [each.tag for each in drawn]
    assert kinds.index("g") > max(n for n, kind in enumerate(kinds) if kind == "a")
    first, second = (
        float(text.get("x") or 0) for text in drawn.iter("text") if text.text in {"1", "2"}
    )
    assert first < second, "the number stands in the largest piece, not on the rock"


def test_an_area_without_any_extent_still_has_a_middle() -> None:
    line = [(-1.0, 51.0), (0.0, 52.0)]
    assert "<text" in maps.area_map(
        areas=[maps.Area([line], "Thin", address="/", number=1)], words="Choose"
    )


def test_the_picture_of_a_square_code_is_the_librarys_own() -> None:
    address, theirs = "https://libraries.example.uk/sale/desk/check-in/k7mp2x9d3f", io.BytesIO()
    made = segno.make(address, error="m", micro=False, mask=ANY_MASK)
    made.save(theirs, kind="png", border=4, scale=6)
    drawn = [Image.open(io.BytesIO(png)) for png in (theirs.getvalue(), square_code_png(address))]
    assert drawn[0].size == drawn[1].size
    assert ImageChops.difference(*(each.convert("L") for each in drawn)).getbbox() is None
