"""Drawn covers: a small picture made from a title, the same every time, in a room's colour.

Each drawing is 320 × 200 and safe to crop to 2 : 1. Shapes carry both a class (the page's stylesheet
gives them light and dark colours) and a plain colour (so that a cover is a good image by itself).
"""

import hashlib
from collections.abc import Callable

from .colours import INK, MARIGOLD, PALE, ROOM_COLOURS, mix, room

WIDTH, HEIGHT = 320, 200


class Draw:
    """Chooses numbers from a title: the same title always gives the same numbers."""

    def __init__(self, title: str) -> None:
        self._seed = " ".join(title.casefold().split()).encode()
        self._round, self._left = 0, b""

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        if not self._left:
            self._left = hashlib.sha256(self._seed + bytes([self._round % 256])).digest()
            self._round += 1
        byte, self._left = self._left[0], self._left[1:]
        return byte * limit // 256

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def pick(self, *options: str) -> str:
        """One of the options."""
        return options[self.below(len(options))]


def _rect(kind: str, x: float, y: float, w: float, h: float, r: float = 0, turn: str = "") -> str:
    round_ = f' rx="{r:g}"' if r else ""
    turned = f' transform="rotate({turn})"' if turn else ""
    return (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"{round_}{turned}/>'
    )


def _circle(kind: str, x: float, y: float, r: float) -> str:
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>'


def _path(kind: str, d: str) -> str:
    return f'<path class="{kind}" d="{d}"/>'


def books(d: Draw) -> str:
    """A shelf of books, one leaning, one in the sun's colour."""
    shapes, x, marked = [], 14, d.between(2, 5)
    floor, number = 172, 0
    while x < 288:
        w, h = d.between(16, 30), d.between(74, 128)
        kind = "sun" if number == marked else d.pick("main", "mid", "deep", "pale", "main")
        leaning = number == marked + 2
        shapes.append(
            _rect(
                kind,
                x + (8 if leaning else 0),
                floor - h,
                w,
                h,
                3,
                f"9 {x} {floor}" if leaning else "",
            )
        )
        band = "pale" if kind != "pale" else "main"
        if not leaning and d.below(3):
            shapes.append(_rect(band, x + 4, floor - h + d.between(12, 26), w - 8, 5, 2))
        x, number = x + w + (26 if leaning else d.between(3, 5)), number + 1
    return "".join(shapes) + _rect("deep", 0, floor, 320, 8) + _rect("mid", 0, floor + 8, 320, 20)


def windows(d: Draw) -> str:
    """A library at dusk with lit windows."""
    left, w = d.between(48, 76), d.between(150, 190)
    shapes = [
        _path("main", f"M{left - 12} 82L{left + w / 2:g} {d.between(26, 40)}L{left + w + 12} 82Z"),
        _rect("main", left, 80, w, 100),
    ]
    columns = 4 + d.below(2)
    gap = w / columns
    for row in range(2):
        for column in range(columns):
            door = row == 1 and column == columns // 2
            lit = "deep" if door else d.pick("sun", "pale", "sun", "mid")
            h = 44 if door else 26
            shapes.append(
                _rect(
                    lit,
                    left + gap * column + gap / 2 - 9,
                    94 + row * 42,
                    18,
                    h,
                    9 if row == 0 or door else 2,
                )
            )
    tree = left + w + d.between(34, 56)
    shapes += [_rect("deep", tree - 4, 130, 8, 50), _circle("mid", tree, 116, d.between(24, 32))]
    return (
        _circle("pale", d.between(20, 40), 42, 13)
        + "".join(shapes)
        + _rect("deep", 0, 178, 320, 22)
    )


def hills(d: Draw) -> str:
    """Hills, a sun and a path that wanders over them."""
    a, b, c = d.between(84, 112), d.between(100, 124), d.between(128, 146)
    sun = d.between(60, 250)
    return (
        _circle("sun", sun, d.between(52, 74), d.between(22, 30))
        + _path("mid", f"M0 {a}Q60 {a - 46} 140 {a}T320 {a - 12}V200H0Z")
        + _path("main", f"M0 {b + 22}Q90 {b - 30} 190 {b + 14}T320 {b}V200H0Z")
        + _path("deep", f"M0 {c + 20}Q110 {c - 18} 210 {c + 12}T320 {c + 4}V200H0Z")
        + _path(
            "thread",
            f"M{d.between(110, 150)} 200C{d.between(180, 230)} 170 {d.between(90, 130)} 156 {d.between(160, 200)} {c + 6}",
        )
    )


def bunting(d: Draw) -> str:
    """Two strings of flags over a small crowd of dots."""
    shapes = []
    for row, (start, dip) in enumerate(((18, 66), (58, 118))):
        shapes.append(_path("line", f"M-6 {start}Q160 {start + dip} 326 {start - 8}"))
        for number in range(8):
            t = (number + 0.5) / 8
            x = -6 + 332 * t
            y = (1 - t) ** 2 * start + 2 * t * (1 - t) * (start + dip) + t * t * (start - 8)
            kind = ("main", "sun", "pale", "mid", "deep")[(number + row * 2 + d.below(2)) % 5]
            shapes.append(_path(kind, f"M{x - 14:.0f} {y - 1:.0f}h28l-14 {d.between(26, 32)}Z"))
    for number in range(9):
        shapes.append(
            _circle(
                d.pick("main", "deep", "mid", "main"),
                10 + number * 38,
                d.between(178, 190),
                d.between(18, 24),
            )
        )
    return "".join(shapes)


def clouds(d: Draw) -> str:
    """Clouds and a kite on a string."""
    shapes = []
    for x, y in (
        (d.between(20, 60), d.between(112, 130)),
        (d.between(190, 230), d.between(40, 60)),
        (d.between(220, 250), d.between(128, 146)),
    ):
        shapes.append(
            _path("pale", f"M{x} {y}a17 17 0 0 1 5 -33a24 24 0 0 1 45 -5a19 19 0 0 1 9 38Z")
        )
    x, y = d.between(96, 150), d.between(44, 62)
    shapes += [
        _path("line", f"M{x} {y + 46}C{x - 34} {y + 74} {x + 48} {y + 96} {x - 10} 204"),
        _path("main", f"M{x} {y - 38}L{x + 30} {y}L{x} {y + 46}L{x - 30} {y}Z"),
        _path("sun", f"M{x} {y - 38}L{x + 30} {y}H{x}Z"),
        _path("deep", f"M{x} {y + 46}L{x - 30} {y}H{x}Z"),
    ]
    return "".join(shapes)


def boats(d: Draw) -> str:
    """Paper boats on the water."""
    shapes = [_circle("sun", d.between(40, 280), 48, d.between(20, 26))]
    for x, size in ((d.between(64, 110), 1.0), (d.between(200, 246), d.between(60, 84) / 100)):
        y = 128
        shapes += [
            _path("pale", f"M{x} {y}L{x} {y - 74 * size:.0f}L{x + 40 * size:.0f} {y}Z"),
            _path("main", f"M{x - 4} {y}L{x - 4} {y - 56 * size:.0f}L{x - 34 * size:.0f} {y}Z"),
            _path(
                "deep",
                f"M{x - 48 * size:.0f} {y + 2}H{x + 52 * size:.0f}L{x + 34 * size:.0f} {y + 26 * size:.0f}H{x - 30 * size:.0f}Z",
            ),
        ]
    for y, kind in ((144, "mid"), (164, "main")):
        shift = d.between(0, 24)
        waves = "".join("q16 -13 32 0t32 0" for _ in range(7))
        shapes.append(_path(kind, f"M{-shift - 20} {y}{waves}V204H-44Z"))
    return "".join(shapes)


def plants(d: Draw) -> str:
    """A windowsill of pots."""
    shapes = []
    for number in range(4):
        x, top = 50 + number * 74 + d.between(-6, 6), d.between(50, 92)
        stem = "deep"
        shapes.append(_path("line", f"M{x} 136V{top}"))
        if d.below(3) == 0:
            shapes += [_circle("sun", x, top, 15), _circle(stem, x, top, 6)]
        else:
            for y in range(top + 6, 126, 22):
                shapes += [
                    _path("main", f"M{x} {y + 10}q-30 -2 -28 -24q26 0 28 24Z"),
                    _path("mid", f"M{x} {y + 2}q30 -2 28 -24q-26 0 -28 24Z"),
                ]
        shapes.append(_path(d.pick("main", "deep", "pale"), f"M{x - 24} 130h48l-7 42h-34Z"))
    return "".join(shapes) + _rect("deep", 0, 172, 320, 8) + _rect("mid", 0, 180, 320, 20)


def lamp(d: Draw) -> str:
    """A reading lamp over an open book."""
    x = d.between(70, 104)
    book = d.between(196, 220)
    return (
        _path("pale", f"M{x + 34} 70L{x + 150} 172H{x - 14}Z")
        + _path("line", f"M{x - 34} 172L{x - 34} 112L{x + 16} 54")
        + _path("main", f"M{x - 6} 70L{x + 22} 34L{x + 58} 70Z")
        + _rect("deep", x - 62, 164, 56, 8, 4)
        + _path(
            "main", f"M{book} 168q-34 -20 -70 -4v-38q36 -14 70 6q34 -20 70 -6v38q-36 -16 -70 4Z"
        )
        + _path(
            "pale", f"M{book} 160q-30 -16 -62 -6v-28q32 -10 62 8q30 -18 62 -8v28q-32 -10 -62 6Z"
        )
        + _path("line", f"M{book} 134V160")
        + _circle("sun", d.between(262, 290), d.between(36, 52), 16)
        + _rect("deep", 0, 172, 320, 28)
    )


def circles(d: Draw) -> str:
    """People sitting in a ring, seen from above, one line through them all."""
    import math

    shapes, people = [], d.between(6, 8)
    turn = d.below(60) / 60
    ring = [
        (
            160 + 104 * math.cos(math.tau * (n / people) + turn),
            100 + 60 * math.sin(math.tau * (n / people) + turn),
        )
        for n in range(people)
    ]
    shapes.append(f'<ellipse class="pale" cx="160" cy="100" rx="{104}" ry="60"/>')
    shapes.append('<ellipse class="thread-deep line" cx="160" cy="100" rx="104" ry="60"/>')
    for number, (x, y) in enumerate(ring):
        kind = "sun" if number == 0 else ("main", "deep", "mid")[number % 3]
        shapes.append(_circle(kind, round(x), round(y), d.between(19, 26)))
    shapes.append(
        _path("main", "M160 118q-20 -12 -42 -3v-24q22 -9 42 4q20 -13 42 -4v24q-22 -9 -42 3Z")
    )
    return "".join(shapes) + _path("thread", "M160 95V116")


def cups(d: Draw) -> str:
    """A table with cups of tea."""
    shapes = []
    for number in range(3):
        x, big = 64 + number * 92 + d.between(-6, 6), d.between(0, 10)
        kind = ("main", "sun", "deep")[(number + d.below(3)) % 3]
        shapes += [
            _path("thread", f"M{x - 8} 86c-8 -12 8 -18 0 -32M{x + 10} 86c-8 -12 8 -18 0 -32"),
            f'<circle class="line" cx="{x + 30}" cy="124" r="13"/>',
            _path(kind, f"M{x - 30 - big} 98h{60 + big}v34q0 26 -30 26t-30 -26Z"),
            _rect("pale", x - 40 - big, 158, 82 + big, 7, 3),
        ]
    return "".join(shapes) + _rect("mid", 0, 165, 320, 35) + _rect("deep", 0, 165, 320, 6)


FAMILIES: tuple[Callable[[Draw], str], ...] = (
    books, windows, hills, bunting, clouds, boats, plants, lamp, circles, cups,
)  # fmt: skip
_HINTS: tuple[tuple[tuple[str, ...], tuple[Callable[[Draw], str], ...]], ...] = (
    (("rhyme", "baby", "babi", "toddler", "rhigwm", "bounce"), (boats, clouds, bunting)),
    (("story", "stories", "stori", "lego", "craft", "crefft"), (bunting, clouds, boats, hills)),
    (("book", "llyfr", "reading", "darllen", "author", "poet", "writ"), (books, lamp, circles)),
    (("coffee", "tea", "coffi", "paned", "knit", "chat", "sgwrs"), (cups, circles)),
    (("garden", "gardd", "seed", "nature", "plant", "climate"), (plants, hills)),
    (("walk", "health", "wellbeing", "move", "yoga"), (hills, clouds, plants)),
    (
        (
            "code",
            "digital",
            "tablet",
            "computer",
            "online",
            "job",
            "advice",
            "cyngor",
            "history",
            "hanes",
        ),
        (windows, lamp, books),
    ),
)


def family(title: str, draw: Draw) -> Callable[[Draw], str]:
    """The drawing for a title: one that suits its words where we know them."""
    words = title.casefold().split()
    for stems, suited in _HINTS:
        if any(word.startswith(stems) for word in words):
            return suited[draw.below(len(suited))]
    return FAMILIES[draw.below(len(FAMILIES))]


def cover(title: str, colour: str = "house", *, words: str = "") -> str:
    """An SVG drawing for a title. `colour` is a room's name; `words` is the alternative text, when the
    picture stands alone (beside its title it is decoration and hidden from screen readers)."""
    from django.utils.html import escape

    name, draw = room(colour), Draw(title)
    shapes = family(title, draw)(draw)
    base = ROOM_COLOURS[name]
    kinds = {
        "main": base, "mid": mix(base, "#ffffff", 0.58), "deep": mix(base, INK, 0.62), "pale": PALE, "sun": MARIGOLD,
    }  # fmt: skip
    for kind, fill in kinds.items():
        shapes = shapes.replace(f'class="{kind}"', f'class="{kind}" fill="{fill}"')
    line = f'fill="none" stroke="{kinds["deep"]}" stroke-width="3"'
    shapes = shapes.replace('class="line"', f'class="line" {line}').replace(
        'class="thread-deep line"', f'class="line" {line}'
    )
    shapes = shapes.replace(
        'class="thread"', f'class="thread" fill="none" stroke="{PALE}" stroke-width="4"'
    )
    voice = f'role="img" aria-label="{escape(words)}"' if words else 'aria-hidden="true"'
    return (
        f'<svg class="bl-cover bl-room-{name}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' preserveAspectRatio="xMidYMax slice" focusable="false" {voice}>'
        f'<rect class="sky" width="{WIDTH}" height="{HEIGHT}" fill="{mix(base, "#ffffff", 0.24)}"/>{shapes}</svg>'
    )
