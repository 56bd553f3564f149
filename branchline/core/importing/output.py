"""Writing a table that people open in a spreadsheet, without giving a cell the power to run."""

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes a cell that starts so for a formula (OWASP, CSV injection)."""


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet will run. A plain negative number stays a number."""
    text = "" if value is None else str(value)
    if isinstance(value, int | float) or not text.startswith(DANGEROUS):
        return text
    return f"'{text}"


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV file with a mark that tells Excel it is UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(h) for h in headings])
    writer.writerows([safe_cell(c) for c in row] for row in rows)
    return out.getvalue()
