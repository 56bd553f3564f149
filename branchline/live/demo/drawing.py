"""The demo's picture: an evening by the water, where the moon sings, a star lights up with each note, and a boat goes by."""

import math
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from .tune import SECONDS, Note, notes

WIDTH, HEIGHT = 1280, 720
FRAMES = 12
"""Pictures a second: enough for a boat."""
LARGER = 2
"""Everything is drawn so much larger and made smaller, for smooth edges."""
WATER = 520
STARS = 14
"""As many as two lines have notes: then the first shines again."""

Colour = tuple[int, int, int]
NIGHT: Colour = (44, 26, 66)
DUSK: Colour = (138, 28, 90)
GLOW: Colour = (242, 160, 138)
HILL: Colour = (58, 22, 66)
NEAR_HILL: Colour = (37, 16, 48)
LAKE: Colour = (62, 34, 84)
PALE: Colour = (255, 250, 240)
GOLD: Colour = (255, 181, 46)
INK: Colour = (27, 42, 47)


def frame(number: int) -> Image.Image:
    """Picture `number` of the loop."""
    at = number / FRAMES % SECONDS
    picture = _evening().copy()
    sounding = _sounding(at)
    for star, (x, y) in enumerate(_places()):
        lit = sounding is not None and sounding[0] % STARS == star
        sprite = _star(4 if lit else (number // 6 + star * 5) % 3)
        picture.paste(sprite, (x - sprite.width // 2, y - sprite.height // 2), sprite)
    moon = _moon(sounding is not None and sounding[1] < 0.6)
    sway = round(6 * math.sin(2 * math.pi * at / 4.8))
    picture.paste(moon, (900 + sway, 64), moon)
    _waves(picture, at)
    boat = _boat(round(3 * math.sin(2 * math.pi * at / 3.2)))
    across = -boat.width + round((WIDTH + boat.width) * (at / SECONDS))
    picture.paste(boat, (across, WATER - 96 + round(5 * math.sin(2 * math.pi * at / 2.4))), boat)
    return picture


def _sounding(at: float) -> tuple[int, float] | None:
    """Which note sounds, and how much of it is over; None in the quiet."""
    for number, note in enumerate(_notes()):
        if note.begins <= at < note.begins + note.seconds:
            return number, (at - note.begins) / note.seconds
    return None


@cache
def _notes() -> tuple[Note, ...]:
    return tuple(notes())


@cache
def _places() -> tuple[tuple[int, int], ...]:
    """Where the stars stand: on two bows over the water."""
    found = []
    for star in range(STARS):
        row, place = divmod(star, STARS // 2)
        x = 90 + place * 118 + row * 52
        bow = 74 * math.sin(math.pi * (place + 0.5) / (STARS // 2))
        found.append((x, round(210 + row * 118 - bow)))
    return tuple(found)


@dataclass
class _Sheet:
    """A drawing in large, made smaller when it is done."""

    width: int
    height: int

    def __post_init__(self) -> None:
        size = (self.width * LARGER, self.height * LARGER)
        self.image = Image.new("RGBA", size, (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.image)

    def at(self, *numbers: float) -> list[float]:
        return [number * LARGER for number in numbers]

    def done(self) -> Image.Image:
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)


@cache
def _evening() -> Image.Image:
    """All that stands still."""
    sky = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        sky.putpixel((0, y), _between(y / WATER))
    picture = sky.resize((WIDTH, HEIGHT)).convert("RGBA")
    sheet = _Sheet(WIDTH, HEIGHT)
    pen, at = sheet.pen, sheet.at
    pen.ellipse(at(-260, 400, 640, 860), fill=HILL)
    pen.ellipse(at(760, 380, 1640, 860), fill=HILL)
    pen.ellipse(at(340, 440, 1020, 860), fill=NEAR_HILL)
    _library(sheet)
    pen.rectangle(at(0, WATER, WIDTH, HEIGHT), fill=LAKE)
    picture.alpha_composite(sheet.done())
    return picture.convert("RGB")


def _between(share: float) -> Colour:
    below, above, part = (NIGHT, DUSK, share * 2) if share < 0.5 else (DUSK, GLOW, share * 2 - 1)
    part = min(1.0, max(0.0, part))
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(below, above, strict=True))
    return red, green, blue


def _library(sheet: _Sheet) -> None:
    """A small library on the shore, with its lights on."""
    pen, at = sheet.pen, sheet.at
    pen.polygon(at(1010, 430, 1090, 376, 1170, 430), fill=INK)
    pen.rectangle(at(1024, 430, 1156, WATER), fill=INK)
    for x in (1040, 1078, 1116):
        pen.rectangle(at(x, 446, x + 24, 476), fill=GOLD)
    pen.rectangle(at(1076, 488, 1104, WATER), fill=GOLD)
    pen.ellipse(at(1080, 396, 1100, 416), fill=GOLD)


@cache
def _star(size: int) -> Image.Image:
    """A star of five points; size 4 is one that sounds, with a glow around it."""
    reach = 15 + size * 7
    sheet = _Sheet(140, 140)
    if size == 4:
        sheet.pen.ellipse(sheet.at(22, 22, 118, 118), fill=(*GOLD, 110))
        sheet.image = sheet.image.filter(ImageFilter.GaussianBlur(18))
        sheet.pen = ImageDraw.Draw(sheet.image)
    points = []
    for corner in range(10):
        far = reach if corner % 2 == 0 else reach * 0.48
        turn = math.pi * corner / 5 - math.pi / 2
        points += sheet.at(70 + far * math.cos(turn), 70 + far * math.sin(turn))
    sheet.pen.polygon(points, fill=GOLD if size == 4 else PALE)
    return sheet.done()


@cache
def _moon(sings: bool) -> Image.Image:
    """Its mouth is open while a note is young."""
    sheet = _Sheet(250, 250)
    pen, at = sheet.pen, sheet.at
    pen.ellipse(at(10, 10, 240, 240), fill=PALE)
    for x in (78, 150):
        pen.ellipse(at(x, 88, x + 22, 116), fill=INK)
        pen.ellipse(at(x + 5, 92, x + 12, 100), fill=PALE)
    for x in (46, 172):
        pen.ellipse(at(x, 126, x + 32, 146), fill=(246, 190, 176))
    if sings:
        pen.ellipse(at(102, 134, 148, 190), fill=DUSK)
        pen.chord(at(108, 160, 142, 190), 0, 180, fill=(242, 160, 138))
    else:
        pen.arc(at(92, 112, 158, 172), 25, 155, fill=INK, width=7 * LARGER)
    return sheet.done()


@cache
def _boat(tilt: int) -> Image.Image:
    """A paper boat with a bear in it."""
    sheet = _Sheet(240, 160)
    pen, at = sheet.pen, sheet.at
    pen.ellipse(at(88, 26, 112, 50), fill=(150, 96, 62))
    pen.ellipse(at(130, 26, 154, 50), fill=(150, 96, 62))
    pen.ellipse(at(84, 30, 158, 104), fill=(176, 116, 76))
    pen.ellipse(at(106, 66, 136, 92), fill=(232, 196, 160))
    for x in (102, 132):
        pen.ellipse(at(x, 56, x + 8, 66), fill=INK)
    pen.ellipse(at(115, 70, 127, 79), fill=INK)
    pen.polygon(at(18, 92, 222, 92, 180, 140, 60, 140), fill=PALE)
    pen.polygon(at(18, 92, 120, 92, 60, 140), fill=(233, 220, 206))
    pen.line(at(172, 60, 214, 130), fill=GOLD, width=7 * LARGER)
    return sheet.done().rotate(tilt, Image.Resampling.BICUBIC)


def _waves(picture: Image.Image, at: float) -> None:
    """Three rows of waves that go their way."""
    pen = ImageDraw.Draw(picture)
    for row in range(3):
        y, step = WATER + 34 + row * 56, 160
        shift = (at * (22 + row * 9) * (1 if row % 2 else -1)) % step
        for place in range(-1, WIDTH // step + 2):
            x = place * step + shift
            pen.arc((x, y, x + 84, y + 26), 200, 340, fill=(132, 84, 140), width=5)
