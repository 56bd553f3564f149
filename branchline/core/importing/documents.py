"""Reading a JSON document from outside: a list of objects, or a GeoJSON feature collection."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from .columns import Column
from .examining import WORKBOOK, Examined, Limits, unpacked
from .problems import CannotRead, Problem
from .reading import Cells, Chosen

LARGEST = 64_000_000
"""A document is read whole, unlike a table."""


def cells_of_document(
    file: BinaryIO,
    examined: Examined,
    columns: Sequence[Column],
    limits: Limits,
    chosen: Chosen | None = None,
) -> Iterator[Cells | Problem]:
    """Every object of the document as cells under our names; `line` is its number in the list."""
    if examined.encoding == WORKBOOK:
        raise CannotRead(_("This is a workbook; we need a JSON file here."))
    content = unpacked(file, Limits(bytes=min(LARGEST, limits.bytes))).read()
    try:
        document = json.loads(content.decode(examined.encoding))
    except (ValueError, RecursionError):
        raise CannotRead(_("The file is not JSON, or it was cut off. Download it again.")) from None
    things = document.get("features") if isinstance(document, dict) else document
    if not isinstance(things, list):
        raise CannotRead(_("The file holds no list of entries, and no map features."))
    found_any = False
    for number, thing in enumerate(things, 1):
        flat = _flat(thing)
        if flat is None:
            yield Problem(number, "", _("this entry has no fields."))
            continue
        headings = list(flat)
        places = {c.name: p for c in columns if (p := c.finds(headings)) is not None}
        found_any = found_any or bool(places)
        cells = {name: _cell(flat[headings[p]]) for name, p in places.items()}
        yield Cells(number, cells, {name: headings[p] for name, p in places.items()})
    if things and not found_any:
        wanted = ", ".join(c.spoken for c in columns if c.required)
        raise CannotRead(
            _("No entry has any of the fields we need: %(wanted)s.") % {"wanted": wanted}
        )


def _flat(thing: Any) -> Mapping[str, Any] | None:
    if not isinstance(thing, dict):
        return None
    for inside in ("fields", "properties"):
        if isinstance(thing.get(inside), dict):
            outside = {k: v for k, v in thing.items() if k != inside}
            return {**outside, **thing[inside]}
    return thing


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
