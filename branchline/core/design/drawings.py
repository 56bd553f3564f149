"""The drawings: each 320 × 200, with everything that matters in the lower 160, so that a wide crop is safe."""

import math

from .strokes import Draw, circle, path, rect


def books(d: Draw) -> str:
    """A shelf of books, one leaning, one in the sun's colour."""
    shapes, x, marked = [], 14, d.between(2, 5)
    floor, number = 172, 0
    while x < 288:
        w, h = d.between(16, 30), d.between(74, 128)
        kind = "sun" if number == marked else d.pick("main", "mid", "deep", "pale", "main")
        leaning = number == marked + 2
        shapes.append(
            rect(
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
            shapes.append(rect(band, x + 4, floor - h + d.between(12, 26), w - 8, 5, 2))
        x, number = x + w + (26 if leaning else d.between(3, 5)), number + 1
    return "".join(shapes) + rect("deep", 0, floor, 320, 8) + rect("mid", 0, floor + 8, 320, 20)


def windows(d: Draw) -> str:
    """A library at dusk with lit windows."""
    left, w = d.between(48, 76), d.between(150, 190)
    shapes = [
        path("main", f"M{left - 12} 86L{left + w / 2:g} {d.between(46, 58)}L{left + w + 12} 86Z"),
        rect("main", left, 80, w, 100),
    ]
    columns = 4 + d.below(2)
    gap = w / columns
    for row in range(2):
        for column in range(columns):
            door = row == 1 and column == columns // 2
            lit = "deep" if door else d.pick("sun", "pale", "sun", "mid")
            h = 44 if door else 26
            shapes.append(
                rect(
                    lit,
                    left + gap * column + gap / 2 - 9,
                    94 + row * 42,
                    18,
                    h,
                    9 if row == 0 or door else 2,
                )
            )
    tree = left + w + d.between(34, 56)
    shapes += [rect("deep", tree - 4, 130, 8, 50), circle("mid", tree, 116, d.between(24, 32))]
    return (
        circle("pale", d.between(20, 40), 66, 13) + "".join(shapes) + rect("deep", 0, 178, 320, 22)
    )


def hills(d: Draw) -> str:
    """Hills, a sun and a path that wanders over them."""
    a, b, c = d.between(96, 116), d.between(112, 130), d.between(138, 150)
    sun = d.between(60, 250)
    return (
        circle("sun", sun, d.between(68, 84), d.between(22, 28))
        + path("mid", f"M0 {a}Q60 {a - 46} 140 {a}T320 {a - 12}V200H0Z")
        + path("main", f"M0 {b + 22}Q90 {b - 30} 190 {b + 14}T320 {b}V200H0Z")
        + path("deep", f"M0 {c + 20}Q110 {c - 18} 210 {c + 12}T320 {c + 4}V200H0Z")
        + path(
            "thread",
            f"M{d.between(110, 150)} 200C{d.between(180, 230)} 170 {d.between(90, 130)} 156 {d.between(160, 200)} {c + 6}",
        )
    )


def bunting(d: Draw) -> str:
    """Two strings of flags over a small crowd of dots."""
    shapes = []
    for row, (start, dip) in enumerate(((52, 42), (88, 76))):
        shapes.append(path("line", f"M-6 {start}Q160 {start + dip} 326 {start - 8}"))
        for number in range(8):
            t = (number + 0.5) / 8
            x = -6 + 332 * t
            y = (1 - t) ** 2 * start + 2 * t * (1 - t) * (start + dip) + t * t * (start - 8)
            kind = ("main", "sun", "pale", "mid", "deep")[(number + row * 2 + d.below(2)) % 5]
            shapes.append(path(kind, f"M{x - 14:.0f} {y - 1:.0f}h28l-14 {d.between(26, 32)}Z"))
    for number in range(9):
        shapes.append(
            circle(
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
        (d.between(14, 40), d.between(128, 146)),
        (d.between(180, 206), d.between(96, 106)),
        (d.between(220, 244), d.between(160, 178)),
    ):
        shapes.append(
            path("pale", f"M{x} {y}a17 17 0 0 1 5 -33a24 24 0 0 1 45 -5a19 19 0 0 1 9 38Z")
        )
    x, y = d.between(96, 150), d.between(88, 98)
    shapes += [
        path("line", f"M{x} {y + 46}C{x - 34} {y + 74} {x + 48} {y + 96} {x - 10} 204"),
        path("main", f"M{x} {y - 38}L{x + 30} {y}L{x} {y + 46}L{x - 30} {y}Z"),
        path("sun", f"M{x} {y - 38}L{x + 30} {y}H{x}Z"),
        path("deep", f"M{x} {y + 46}L{x - 30} {y}H{x}Z"),
    ]
    return "".join(shapes)


def boats(d: Draw) -> str:
    """Paper boats on the water."""
    shapes = [circle("sun", d.between(40, 280), 70, d.between(18, 24))]
    for x, size in ((d.between(64, 110), 1.0), (d.between(200, 246), d.between(60, 84) / 100)):
        y = 128
        shapes += [
            path("pale", f"M{x} {y}L{x} {y - 74 * size:.0f}L{x + 40 * size:.0f} {y}Z"),
            path("main", f"M{x - 4} {y}L{x - 4} {y - 56 * size:.0f}L{x - 34 * size:.0f} {y}Z"),
            path(
                "deep",
                f"M{x - 48 * size:.0f} {y + 2}H{x + 52 * size:.0f}L{x + 34 * size:.0f} {y + 26 * size:.0f}H{x - 30 * size:.0f}Z",
            ),
        ]
    for y, kind in ((144, "mid"), (164, "main")):
        shift = d.between(0, 24)
        waves = "".join("q16 -13 32 0t32 0" for _ in range(7))
        shapes.append(path(kind, f"M{-shift - 20} {y}{waves}V204H-44Z"))
    return "".join(shapes)


def plants(d: Draw) -> str:
    """A windowsill of pots."""
    shapes = []
    for number in range(4):
        x, top = 50 + number * 74 + d.between(-6, 6), d.between(64, 98)
        stem = "deep"
        shapes.append(path("line", f"M{x} 136V{top}"))
        if d.below(3) == 0:
            shapes += [circle("sun", x, top, 15), circle(stem, x, top, 6)]
        else:
            for y in range(top + 6, 126, 22):
                shapes += [
                    path("main", f"M{x} {y + 10}q-30 -2 -28 -24q26 0 28 24Z"),
                    path("mid", f"M{x} {y + 2}q30 -2 28 -24q-26 0 -28 24Z"),
                ]
        shapes.append(path(d.pick("main", "deep", "pale"), f"M{x - 24} 130h48l-7 42h-34Z"))
    return "".join(shapes) + rect("deep", 0, 172, 320, 8) + rect("mid", 0, 180, 320, 20)


def lamp(d: Draw) -> str:
    """A reading lamp over an open book."""
    x = d.between(70, 104)
    book = d.between(196, 220)
    return (
        path("glow", f"M{x + 34} 84L{x + 150} 172H{x - 14}Z")
        + path("line", f"M{x - 34} 172L{x - 34} 118L{x + 16} 68")
        + path("main", f"M{x - 6} 84L{x + 22} 52L{x + 58} 84Z")
        + rect("deep", x - 62, 164, 56, 8, 4)
        + path("main", f"M{book} 168q-34 -20 -70 -4v-38q36 -14 70 6q34 -20 70 -6v38q-36 -16 -70 4Z")
        + path("pale", f"M{book} 160q-30 -16 -62 -6v-28q32 -10 62 8q30 -18 62 -8v28q-32 -10 -62 6Z")
        + path("line", f"M{book} 134V160")
        + circle("sun", d.between(262, 290), d.between(62, 74), 15)
        + rect("deep", 0, 172, 320, 28)
    )


def ring(d: Draw) -> str:
    """People sitting in a ring, seen from above, one line through them all."""
    shapes, people = [], d.between(6, 8)
    turn = d.below(60) / 60
    seats = [
        (
            160 + 104 * math.cos(math.tau * (n / people) + turn),
            120 + 50 * math.sin(math.tau * (n / people) + turn),
        )
        for n in range(people)
    ]
    shapes.append('<ellipse class="pale" cx="160" cy="120" rx="104" ry="50"/>')
    shapes.append('<ellipse class="line" cx="160" cy="120" rx="104" ry="50"/>')
    for number, (x, y) in enumerate(seats):
        kind = "sun" if number == 0 else ("main", "deep", "mid")[number % 3]
        shapes.append(circle(kind, round(x), round(y), d.between(18, 23)))
    shapes.append(
        path("main", "M160 136q-20 -12 -42 -3v-24q22 -9 42 4q20 -13 42 -4v24q-22 -9 -42 3Z")
    )
    return "".join(shapes) + path("thread", "M160 113V134")


def cups(d: Draw) -> str:
    """A table with cups of tea."""
    shapes = []
    for number in range(3):
        x, big = 64 + number * 92 + d.between(-6, 6), d.between(0, 10)
        kind = ("main", "sun", "deep")[(number + d.below(3)) % 3]
        shapes += [
            path("thread", f"M{x - 8} 86c-8 -12 8 -18 0 -32M{x + 10} 86c-8 -12 8 -18 0 -32"),
            f'<circle class="line" cx="{x + 30}" cy="124" r="13"/>',
            path(kind, f"M{x - 30 - big} 98h{60 + big}v34q0 26 -30 26t-30 -26Z"),
            rect("pale", x - 40 - big, 158, 82 + big, 7, 3),
        ]
    return "".join(shapes) + rect("mid", 0, 165, 320, 35) + rect("deep", 0, 165, 320, 6)


def rooftops(d: Draw) -> str:
    """Roofs in the evening, a moon, a few windows still lit."""
    shapes = [
        circle("sun", d.between(230, 280), 78, 20),
        circle("sky", d.between(222, 232) + 20, 71, 17),
    ]
    shapes += [circle("pale", d.between(10, 200), d.between(48, 86), 2.5) for _ in range(7)]
    x = -10
    while x < 320:
        w, top = d.between(54, 78), d.between(96, 128)
        kind = d.pick("main", "deep", "mid", "main")
        peak = d.below(3)
        roof = (
            f"M{x} {top}l{w / 2:g} -{d.between(20, 32)}l{w / 2:g} 0"
            if peak == 0
            else f"M{x} {top}l{w / 2:g} -28"
        )
        shapes.append(path(kind, f"{roof}L{x + w} {top}V200H{x}Z"))
        for row in range(2):
            for column in range(2):
                lit = d.pick("sun", "pale", "sky", "sun", "sky")
                shapes.append(
                    rect(lit, x + w * (0.28 + 0.3 * column), top + 14 + row * 28, 11, 14, 2)
                )
        x += w
    return "".join(shapes)


def line_map(d: Draw) -> str:
    """Our own sign: one line from which branches leave."""
    shapes, trunk = [], d.between(146, 160)
    shapes.append(path("route", f"M-10 {trunk}H330"))
    for number, x in enumerate((d.between(14, 34), d.between(92, 116), d.between(176, 200))):
        rise = (44, 82, 58)[(number + d.below(2)) % 3]
        end = x + rise + d.between(38, 62)
        kind = "route-deep" if number % 2 else "route"
        shapes.append(path(kind, f"M{x} {trunk}l{rise} -{rise}H{end}"))
        shapes += [
            circle("main", end, trunk - rise, 14),
            circle(d.pick("pale", "sun"), end, trunk - rise, 8),
        ]
    for x in (d.between(40, 60), d.between(140, 170), d.between(262, 290)):
        shapes += [circle("main", x, trunk, 14), circle(d.pick("pale", "sun", "pale"), x, trunk, 8)]
    return "".join(shapes)


def wool(d: Draw) -> str:
    """Balls of wool, one with needles, and a thread that wanders off."""
    shapes = [rect("mid", 0, 168, 320, 32), rect("deep", 0, 168, 320, 6)]
    kinds = ["main", "sun", "deep"] if d.below(2) else ["sun", "main", "mid"]
    for number, kind in enumerate(kinds):
        x, r = 66 + number * 92 + d.between(-8, 8), d.between(34, 44)
        y = 168 - r
        if number == 1:
            shapes.append(path("line", f"M{x} {y}L{x + 30} {y - 66}M{x + 6} {y}L{x + 56} {y - 50}"))
            shapes += [circle("deep", x + 30, y - 66, 5), circle("deep", x + 56, y - 50, 5)]
        shapes.append(circle(kind, x, y, r))
        shapes.append(
            path(
                "thread",
                f"M{x - r * 0.8:.0f} {y - 6}q{r * 0.8:.0f} -{r * 0.9:.0f} {r * 1.5:.0f} -4M{x - r * 0.7:.0f} {y + 12}q{r * 0.7:.0f} -{r * 0.9:.0f} {r * 1.4:.0f} 0",
            )
        )
    return "".join(shapes) + path("line", "M290 164q30 -4 14 -18t18 -16")


def trees(d: Draw) -> str:
    """A row of trees, round and pointed, under a low sun."""
    shapes = [circle("sun", d.between(60, 260), d.between(72, 84), d.between(20, 26))]
    shapes.append(path("mid", "M0 160Q80 132 170 150T320 140V200H0Z"))
    for number in range(5):
        x, h = 34 + number * 62 + d.between(-10, 10), d.between(44, 74)
        kind = d.pick("main", "deep", "main")
        shapes.append(rect("deep", x - 3, 176 - h * 0.5, 6, h * 0.5))
        if d.below(2):
            shapes.append(circle(kind, x, 176 - h * 0.85, h * 0.42))
        else:
            shapes.append(
                path(
                    kind,
                    f"M{x} {168 - h * 1.4:.0f}L{x + h * 0.4:.0f} {176 - h * 0.36:.0f}H{x - h * 0.4:.0f}Z",
                )
            )
    return "".join(shapes) + rect("main", 0, 174, 320, 26)
