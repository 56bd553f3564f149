"""Text messages: what fits into one or two segments (3GPP TS 23.038, TS 23.040)."""

import re
import unicodedata

MOST_SEGMENTS = 2

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = set("^{}\\[~]|€\f")
"""Each of these takes two places."""

PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "•": "-",
    }
)
ADDRESS = re.compile(r"\s*https?://\S+\s*$")


def is_basic(text: str) -> bool:
    """Whether every character is in the GSM 7-bit alphabet."""
    return all(c in BASIC or c in EXTENDED for c in text)


def segments(text: str) -> int:
    """How many segments it takes: 160 or 153 places in the basic alphabet, 70 or 67 units of UCS-2."""
    if is_basic(text):
        return _split([2 if c in EXTENDED else 1 for c in text], 160, 153)
    return _split([2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67)


def _split(widths: list[int], alone: int, each: int) -> int:
    """A character of two places is never cut in half, so it may begin the next segment."""
    if sum(widths) <= alone:
        return 1
    count, used = 1, 0
    for width in widths:
        if used + width > each:
            count, used = count + 1, 0
        used += width
    return count


def fit(text: str, *, end: str = "") -> str:
    """The same words in at most two segments: plain quotes first, then without the accents that cost
    double, then shorter before the link, or before `end`, which always stay whole."""
    plain = _tidy(f"{text} {end}").translate(PLAIN)
    if segments(plain) <= MOST_SEGMENTS:
        return plain
    bare = "".join(_bare(c) for c in plain)
    if segments(bare) <= MOST_SEGMENTS:
        return bare
    return _shorten(bare, "".join(_bare(c) for c in _tidy(end).translate(PLAIN)))


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _bare(c: str) -> str:
    if c in BASIC or c in EXTENDED:
        return c
    stripped = "".join(p for p in unicodedata.normalize("NFKD", c) if not unicodedata.combining(p))
    return stripped if is_basic(stripped) else "?"


def _shorten(text: str, end: str) -> str:
    link = ADDRESS.search(text)
    last = end or (link.group().strip() if link else "")
    words, tail = (text.removesuffix(last).rstrip(), f" {last}") if last else (text, "")
    while words and segments(f"{words}...{tail}") > MOST_SEGMENTS:
        cut = words.rstrip().rfind(" ")
        words = words[:cut] if cut > 0 else words[:-1]
    return f"{words}...{tail}" if words else tail.strip()
