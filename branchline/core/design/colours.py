"""The rooms' colours by name; the page's tokens live in assets/styles/_tokens.scss."""

from typing import Final

ROOM_COLOURS: Final[dict[str, str]] = {
    "house": "#005E5D",
    "events": "#B4371F",
    "live": "#8A1C5A",
    "lending": "#3C4F9E",
    "calls": "#00695C",
    "devices": "#1F5FA8",
    "programmes": "#5B6B1F",
    "council": "#5A4632",
    "bulletin": "#A14A00",
    "impact": "#46505A",
}
INK: Final = "#1B2A2F"
PALE: Final = "#FFFAF0"
MARIGOLD: Final = "#FFB52E"


def room(name: str) -> str:
    """A room's name that the stylesheet knows: anything else is the house's own colour."""
    return name if name in ROOM_COLOURS else "house"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """`share` of a colour (0 to 1) over a ground, as #rrggbb."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
