"""Drawn covers: a small picture made from a title, the same every time, in a room's colour.

Shapes carry both a class (the page's stylesheet gives them light and dark colours) and a plain colour
(so that a cover is a good image by itself).
"""

from collections.abc import Callable
from functools import lru_cache

from django.utils.html import escape

from . import drawings
from .colours import INK, MARIGOLD, PALE, ROOM_COLOURS, mix, room
from .strokes import Draw

WIDTH, HEIGHT = 320, 200
WARM, COOL = "#fbe7be", "#cfe3df"  # skies other than the room's own
Drawing = Callable[[Draw], str]
KINDS = frozenset("sky main mid deep pale sun glow line thread route route-deep".split())

FAMILIES: tuple[Drawing, ...] = (
    drawings.books, drawings.windows, drawings.hills, drawings.bunting, drawings.clouds, drawings.boats, drawings.plants,
    drawings.lamp, drawings.ring, drawings.cups, drawings.rooftops, drawings.line_map, drawings.wool, drawings.trees,
)  # fmt: skip
_HINTS: tuple[tuple[tuple[str, ...], tuple[Drawing, ...]], ...] = (
    (("rhyme", "baby", "babies", "babi", "toddler", "rhigwm", "bounce", "lullab"), (drawings.boats, drawings.clouds, drawings.bunting)),
    (("knit", "wool", "sew", "gwau", "crochet", "stitch"), (drawings.wool,)),
    (("coffee", "tea", "coffi", "paned", "lunch", "breakfast"), (drawings.cups,)),
    (("story", "stories", "stori", "lego", "craft", "crefft", "family", "teulu"), (drawings.bunting, drawings.clouds, drawings.boats, drawings.trees)),
    (("book", "llyfr", "reading", "darllen", "author", "poet", "writ"), (drawings.books, drawings.lamp)),
    (("evening", "film", "night", "ghost", "noson", "talk"), (drawings.rooftops, drawings.lamp)),
    (("garden", "gardd", "seed", "nature", "plant", "climate"), (drawings.plants, drawings.trees)),
    (("walk", "health", "wellbeing", "move", "yoga", "iechyd"), (drawings.hills, drawings.trees)),
    (("code", "digital", "tablet", "codio", "cymorth", "computer", "online", "job", "gwaith", "advice", "cyngor"), (drawings.line_map, drawings.windows, drawings.rooftops)),
    (("history", "hanes", "local", "council", "town", "trace", "olrhain"), (drawings.rooftops, drawings.windows, drawings.trees)),
    (("quiet", "tawel", "dawel", "calm"), (drawings.lamp, drawings.hills, drawings.clouds)),
    (("chat", "sgwrs", "company", "memory", "meet"), (drawings.ring, drawings.cups, drawings.lamp)),
    (("group", "club", "clwb", "grŵp"), (drawings.ring, drawings.cups, drawings.books)),
)  # fmt: skip


def family(title: str, draw: Draw) -> Drawing:
    """The drawing for a title: one that suits its words where we know them, what is special first."""
    words = title.casefold().split()
    for stems, suited in _HINTS:
        if any(word.startswith(stems) for word in words):
            return suited[draw.below(len(suited))]
    return FAMILIES[draw.below(len(FAMILIES))]


@lru_cache(maxsize=1024)
def cover(title: str, colour: str = "house", *, words: str = "") -> str:
    """An SVG drawing for a title. `colour` is a room's name; `words` is the alternative text, when the
    picture stands alone (beside its title it is decoration and hidden from screen readers)."""
    name, draw = room(colour), Draw(title)
    shapes = family(title, draw)(draw)
    base = ROOM_COLOURS[name]
    mood = draw.pick("plain", "warm", "cool")
    sky = {"plain": mix(base, "#ffffff", 0.24), "warm": WARM, "cool": COOL}[mood]
    kinds = {
        "main": base, "mid": mix(base, "#ffffff", 0.58), "deep": mix(base, INK, 0.62), "pale": PALE, "sun": MARIGOLD,
    }  # fmt: skip
    drawn = {kind: f'fill="{fill}"' for kind, fill in kinds.items()}
    drawn["sky"] = f'fill="{sky}"'
    drawn["glow"] = f'fill="{PALE}" opacity=".6"'
    drawn["line"] = f'fill="none" stroke="{kinds["deep"]}" stroke-width="3"'
    drawn["thread"] = f'fill="none" stroke="{PALE}" stroke-width="4"'
    drawn["route"] = f'fill="none" stroke="{base}" stroke-width="10"'
    drawn["route-deep"] = f'fill="none" stroke="{kinds["deep"]}" stroke-width="10"'
    for kind, looks in drawn.items():
        shapes = shapes.replace(f'class="{kind}"', f'class="{kind}" {looks}')
    voice = f'role="img" aria-label="{escape(words)}"' if words else 'aria-hidden="true"'
    return (
        f'<svg class="bl-cover bl-cover--{mood} bl-room-{name}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' preserveAspectRatio="xMidYMax slice" focusable="false" {voice}>'
        f'<rect class="sky" width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>{shapes}</svg>'
    )
