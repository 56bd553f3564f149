"""Labels as PDF: sheets that every stationer has, a roll, and small ones for parts. A pure calculation and a template.

A square code on a label is 14 mm wide or more without its white edge (issue 6), so that a telephone held in one hand
reads it; a part too small for that wears a Micro QR code with the tag alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from branchline.core.design.square_codes import small_square_code, square_code
from branchline.core.pdf import compile_pdf

TEMPLATE = Path(__file__).parent / "templates/devices/desk/labels.typ"
A4 = (210.0, 297.0)
QUIET = {False: 8, True: 4}
"""Squares of white beside a code, both sides together: QR, Micro QR (ISO/IEC 18004, 23941)."""
WIDTH = re.compile(r'width="(\d+)"')


@dataclass(frozen=True)
class Sheet:
    """A kind of paper, in millimetres. `code`: how wide the dark squares are, `size`: of its letters, in points;
    `most`: so many letters of a name fit."""

    page: tuple[float, float]
    columns: int
    rows: int
    label: tuple[float, float]
    gap: float
    code: float
    size: float
    most: int
    small: bool = False

    def place(self, number: int) -> tuple[float, float]:
        """Where the label of this number on a page begins, from the top left."""
        wide, high = self.label
        column, row = number % self.columns, number // self.columns
        left = (self.page[0] - self.columns * wide - (self.columns - 1) * self.gap) / 2
        top = (self.page[1] - self.rows * high) / 2
        return left + column * (wide + self.gap), top + row * high


SHEETS = {
    "24": Sheet(A4, 3, 8, (63.5, 33.9), 2.5, code=20, size=9, most=44),
    "65": Sheet(A4, 5, 13, (38.1, 21.2), 2.5, code=14, size=6.5, most=36),
    "roll": Sheet((62, 29), 1, 1, (62, 29), 0, code=19, size=9, most=44),
    "small": Sheet((30, 12), 1, 1, (30, 12), 0, code=7, size=6, most=18, small=True),
}
"""Avery L7159 and L7651 and what else is cut like them; Brother DK-11209; 12 mm tape."""


@dataclass(frozen=True)
class Label:
    """`tag` as it is read out, `name` below it; `code`: what the square code says."""

    tag: str
    name: str
    code: str


def labels_pdf(
    labels: Sequence[Label],
    *,
    sheet: Sheet,
    skip: int = 0,
    service: str,
    title: str,
    alt: str,
    language: str,
    now: datetime,
) -> bytes:
    """All of them; the first `skip` places of the first page stay white. `alt`: of a code, with %(tag)s."""
    on_a_page = sheet.columns * sheet.rows
    pages: list[list[dict[str, Any]]] = []
    for number, label in enumerate(labels, skip):
        if not pages or number % on_a_page == 0:
            pages.append([])
        x, y = sheet.place(number % on_a_page)
        pages[-1].append(_drawn(label, sheet, alt) | {"x": x, "y": y})
    data = {
        "language": language,
        "title": title,
        "service": _cut(service, sheet.most),
        "page": list(sheet.page),
        "label": list(sheet.label),
        "size": sheet.size,
        "pages": pages,
    }
    return compile_pdf(template=TEMPLATE, data=data, now=now)


def _drawn(label: Label, sheet: Sheet, alt: str) -> dict[str, Any]:
    code = small_square_code(label.code) if sheet.small else square_code(label.code)
    found = WIDTH.search(code)
    squares = int(found[1]) if found else 0
    return {
        "tag": label.tag,
        "name": _cut(label.name, sheet.most),
        "code": code,
        "side": sheet.code * squares / (squares - QUIET[sheet.small]),
        "alt": alt % {"tag": label.tag},
    }


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
