"""Square codes (QR) that a telephone reads: dark on white with a quiet edge, whatever the page's colours."""

import io
import struct
import zlib
from collections.abc import Iterable

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def square_code(address: str, *, scale: int = 1) -> str:
    """SVG that stands alone, for a printed sheet or as a picture; `scale` is a square's width in pixels."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, scale=scale, dark="#000", light="#fff", xmldecl=False
    )
    return drawn.getvalue().decode().strip()


def qr_svg(address: str, words: str) -> SafeString:
    """SVG for a page, as large as its place, with words for those who don't see it."""
    made = segno.make(address, error="m", micro=False)
    drawing = made.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass=None)
    return format_html(
        '<span class="bl-qr" role="img" aria-label="{}">{}</span>', words, mark_safe(drawing)
    )


EDGE, SQUARE = 4, 6
"""Of a picture: the quiet edge in squares (ISO/IEC 18004 asks for 4), and a square in pixels."""
ANY_MASK = 0
"""Readers take each of the eight; choosing the prettiest takes most of the time of drawing one."""


def square_code_png(address: str) -> bytes:
    """A picture in black and white, for a message."""
    made = segno.make(address, error="m", micro=False, mask=ANY_MASK)
    lines = [_pixels(row) for row in made.matrix_iter(border=EDGE)]
    side = len(lines) * SQUARE
    drawn = b"".join((b"\0" + line) * SQUARE for line in lines)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(drawn)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _pixels(row: Iterable[int]) -> bytes:
    """A line of one bit a pixel, white is 1."""
    bits = "".join(("0" if dark else "1") * SQUARE for dark in row)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
