"""Reading the first sheet of an Excel workbook that has one filled, row by row."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .problems import CannotRead

DAMAGED = (
    BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    SyntaxError,
    TypeError,
)
"""What openpyxl raises for a file that is none (its XML parser's error is a SyntaxError)."""
WIDEST = 500
"""Columns that are read: a sheet whose last column is XFD was formatted, not filled."""


def rows_of_workbook(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """(line, cells as text) of the first sheet with anything in it; formulas as they were reckoned."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about fonts and drop-downs that we don't need
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                if sheet.max_row != 0 and hasattr(sheet, "iter_rows"):
                    rows = _rows(sheet)
                    first = next(rows, None)
                    if first is not None:
                        yield first
                        yield from rows
                        return
    except DAMAGED:
        raise CannotRead(
            _("The workbook is damaged. Open it in Excel, save it again, and send that.")
        ) from None
    raise CannotRead(_("The file is empty."))


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Without empty rows; each as long as the longest so far, since Excel leaves empty cells out."""
    width = 0
    for line, row in enumerate(sheet.iter_rows(values_only=True, max_col=WIDEST), 1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        width = max(width, len(cells))
        yield line, cells + [""] * (width - len(cells))


def _text(value: Any) -> str:
    """As the cell reads: whole numbers without a point, days as 2024-03-31."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)
