"""PDF (and pictures) by Typst: a template (.typ) and its data become tagged, accessible PDF (PDF/UA-1).

A template reads its data with `#let data = json(bytes(sys.inputs.data))` and sets its type with
`font: data.fonts` (titles may wear `data.title_fonts`); it must set the document's title and language, without which PDF/UA refuses it.
Nothing is fetched: no packages, no system fonts.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "static/core/dist/paper"
"""Built by `npm run build`; without it Typst's own serif stands in."""


def compile_pdf(*, template: Path, data: Mapping[str, Any], now: datetime) -> bytes:
    """The PDF as bytes. `data` must be plain JSON; `now` becomes the document's date.

    Raises `typst.TypstError` when the template is wrong.
    """
    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        format="pdf",
        font_paths=font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**TYPES, **data}, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(now.timestamp()),
    )
    return made


def compile_picture(*, template: Path, data: Mapping[str, Any]) -> bytes:
    """One page as PNG, a point of the template a dot of the picture. `data` as for `compile_pdf`."""
    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        format="png",
        ppi=72.0,
        font_paths=font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**TYPES, **data}, ensure_ascii=False)},
    )
    return made


def pages_of(made: bytes) -> int:
    """How many pages a PDF of ours has. Typst writes each page's dictionary in the open."""
    return len(A_PAGE.findall(made))


A_PAGE = re.compile(rb"/Type\s*/Page\b")
TYPE = ("Atkinson Hyperlegible Next", "AtkinExt Hyperlegible Next", "Libertinus Serif")
"""Our reading type; its Welsh letters, which come in a file of their own; what Typst brings along."""
TITLES = ("Literata", "LiterExt", *TYPE)
"""The same for titles."""
TYPES = {"fonts": TYPE, "title_fonts": TITLES}


@cache
def font_folders() -> list[str]:
    """Where our own type lies as TrueType, if it has been built."""
    return [str(FONTS)] if any(FONTS.glob("*.ttf")) else []
