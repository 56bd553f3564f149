"""Square codes (QR) that a telephone reads: dark on white with a quiet edge, whatever the page's colours."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import Image


def square_code(address: str, *, scale: int = 1) -> str:
    """SVG that stands alone, for a printed sheet or as a picture; `scale` is a square's width in pixels."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, scale=scale, dark="#000", light="#fff", xmldecl=False
    )
    return drawn.getvalue().decode().strip()


def small_square_code(words: str, *, scale: int = 1) -> str:
    """A Micro QR code as SVG, for what is too small for an address: capitals and digits only, 15 at most."""
    drawn = io.BytesIO()
    segno.make_micro(words, error="m").save(
        drawn, kind="svg", border=2, scale=scale, dark="#000", light="#fff", xmldecl=False
    )
    return drawn.getvalue().decode().strip()


def qr_svg(address: str, words: str) -> SafeString:
    """SVG for a page, as large as its place, with words for those who don't see it."""
    made = segno.make(address, error="m", micro=False)
    drawing = made.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass=None)
    return format_html(
        '<span class="bl-qr" role="img" aria-label="{}">{}</span>', words, mark_safe(drawing)
    )


ANY_MASK = 0
"""Readers take each of the eight; choosing the prettiest takes most of the time of drawing one."""


QUIET = 4
"""Squares of white around it (ISO/IEC 18004)."""
BLACK_AND_WHITE = bytes.maketrans(b"\x00\x01", b"\xff\x00")


def square_code_png(address: str) -> bytes:
    """A picture in black and white, for a message."""
    made = segno.make(address, error="m", micro=False, mask=ANY_MASK)
    edge, wide = QUIET, len(made.matrix)
    squares = Image.frombytes("L", (wide, wide), b"".join(made.matrix).translate(BLACK_AND_WHITE))
    page = Image.new("1", (wide + 2 * edge, wide + 2 * edge), color=1)
    page.paste(squares, (edge, edge))
    drawn = io.BytesIO()
    page.resize((page.width * 6, page.height * 6)).save(drawn, "PNG")
    return drawn.getvalue()
