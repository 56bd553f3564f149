"""Reading a table from outside: separator, headings, cells. Streams; trusts nothing."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from .columns import Column, plain_heading, tidy
from .examining import WORKBOOK, Examined, Limits, unpacked
from .problems import CannotRead, Problem
from .workbooks import rows_of_workbook

SEPARATORS = ",;\t|"
HEADING_WITHIN = 10  # councils like to put a title and a note above their headings
LINES_IN_A_CELL = 300  # more, and a quotation mark was never closed

# The csv module keeps one limit for the process and its default is below a 10 MB name.
csv.field_size_limit(Limits.cell)

Numbered = tuple[int, list[str]]
"""A line's number in the file and its cells."""
Chosen = Mapping[str, str]
"""Which heading stands for which of our columns, where a person has said so. Empty: none."""


@dataclass(frozen=True)
class Cells:
    """The cells of one line under our column names, and the headings they stood under."""

    line: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A file whose headings have been found; its rows are read as they are asked for."""

    headings: list[str]
    rows: Iterator[Numbered]

    @classmethod
    def under(cls, headings: list[str], rows: Iterator[Numbered]) -> "Table":
        """Of these headings without the NUL that some systems write: the database keeps none."""
        return cls([heading.replace("\0", "") for heading in headings], rows)


def open_table(
    file: BinaryIO,
    examined: Examined,
    columns: Sequence[Column],
    limits: Limits,
    chosen: Chosen | None = None,
) -> Table:
    """Find separator and headings. Raises `CannotRead` when none of our columns is there."""
    wanted = [
        *columns,
        *(Column(name, (heading,)) for name, heading in (chosen or {}).items() if heading),
    ]
    if examined.encoding == WORKBOOK:
        rows = rows_of_workbook(file)
        head = list(islice(rows, HEADING_WITHIN))
        found, position = _best([cells for _line, cells in head], wanted)
        if not found and (bare := _bare([cells for _line, cells in head], columns)):
            return Table.under(bare, chain(head, rows))
        if not found:
            raise CannotRead(_nothing_found(columns, ", ".join(head[0][1]) if head else ""))
        return Table.under(head[position][1], chain(head[position + 1 :], rows))
    text = io.TextIOWrapper(
        unpacked(file, limits), encoding=examined.encoding, errors="replace", newline=""
    )
    lines = _lines(text, limits)
    start = list(islice(lines, HEADING_WITHIN))
    separator, at = _find_headings(start, columns, wanted)
    rows = _rows_of_text(chain(start, lines), separator)
    if at is None:
        return Table.under(_bare(_cells(start, separator), columns), rows)
    headings: list[str] = []
    for _skipped in range(at + 1):
        headings = next(rows)[1]
    return Table.under(headings, rows)


def places_of(
    columns: Sequence[Column], headings: Sequence[str], chosen: Chosen | None = None
) -> dict[str, int]:
    """Where each of our columns stands: as somebody has chosen, else by its names."""
    places: dict[str, int] = {}
    for column in columns:
        said = (chosen or {}).get(column.name)
        if said:
            position = Column(said).finds(headings)
        else:
            position = column.finds(headings) if said is None else None
        if position is not None:
            places[column.name] = position
    return places


def cells_of(
    file: BinaryIO,
    examined: Examined,
    columns: Sequence[Column],
    limits: Limits,
    chosen: Chosen | None = None,
) -> Iterator[Cells | Problem]:
    """Every line of a table as cells under our names, or what is wrong with the line."""
    table = open_table(file, examined, columns, limits, chosen)
    headings, places = table.headings, places_of(columns, table.headings, chosen)
    refuse_missing(columns, places, headings)
    spoken = {name: headings[p].strip() for name, p in places.items()}
    rows = 0
    for line, row in table.rows:
        if not any(cell.strip() for cell in row):
            continue
        rows += 1
        if rows > limits.rows:
            raise CannotRead(too_many_rows(limits))
        if len(row) != len(headings) and (len(row) < len(headings) or any(row[len(headings) :])):
            counts = {"cells": len(row), "headings": len(headings)}
            yield Problem(line, "", _uneven(counts))
            continue
        yield Cells(line, {name: row[p] for name, p in places.items()}, spoken)


def refuse_missing(
    columns: Sequence[Column], places: Mapping[str, int], headings: Sequence[str]
) -> None:
    """Raises `CannotRead` for a column that must be there, or a heading that stands there twice."""
    missing = [c for c in columns if c.required and c.name not in places]
    if missing:
        found = ", ".join(f"“{h.strip()[:60]}”" for h in headings[:40] if h.strip())
        raise CannotRead(
            _("The file lacks %(missing)s. Its columns are: %(found)s.")
            % {"missing": _(" and ").join(c.spoken for c in missing), "found": found}
        )
    plain = [plain_heading(h) for h in headings]
    for position in places.values():
        if plain.count(plain[position]) > 1:
            raise CannotRead(
                _(
                    "Two columns are called “%(heading)s”. Give one of them another name and send the file again."
                )
                % {"heading": headings[position].strip()[:60]}
            )


def too_many_rows(limits: Limits) -> str:
    """What is said of a file that is too long."""
    return _("The file has more than %(n)s rows. Split it.") % {"n": f"{limits.rows:,}"}


def _rows_of_text(lines: Iterator[str], separator: str) -> Iterator[Numbered]:
    reader = csv.reader(lines, delimiter=separator)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise CannotRead(_too_long(line)) from None
        if reader.line_num - line > LINES_IN_A_CELL:
            raise CannotRead(_too_long(line))
        yield line, row


def _uneven(counts: dict[str, int]) -> str:
    return (
        _(
            "this line has %(cells)s cells, the headings %(headings)s. A comma or quotation mark inside a"
            " cell often does that; put the cell in quotation marks."
        )
        % counts
    )


def _too_long(line: int) -> str:
    return _(
        "From line %(line)s on, everything runs into one cell. A quotation mark is opened there and"
        " never closed; close it and try again."
    ) % {"line": line}


def _lines(text: io.TextIOWrapper, limits: Limits) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        try:
            line = text.readline(limits.cell)
        except UnicodeError:
            raise CannotRead(
                _(
                    "The file is neither UTF-8 nor Windows text. Save it as “CSV UTF-8” and try again."
                )
            ) from None
        if not line:
            return
        if len(line) >= limits.cell:
            raise CannotRead(_too_long(number))
        yield line


def _find_headings(
    head: list[str], columns: Sequence[Column], wanted: Sequence[Column]
) -> tuple[str, int | None]:
    """The separator and the row in which most of our columns are found; no row where the file has no headings and its
    first cells show what they are."""
    best = (0, ",", 0)
    for separator in SEPARATORS:
        found, position = _best(_cells(head, separator), wanted)
        if found > best[0]:
            best = (found, separator, position)
    if best[0]:
        return best[1], best[2]
    seen = {each: len(_named(_cells(head, each), columns)) for each in SEPARATORS}
    most = max(SEPARATORS, key=lambda each: seen[each])
    if not seen[most]:
        raise CannotRead(_nothing_found(columns, head[0] if head else ""))
    return most, None


def _cells(head: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(head, delimiter=separator))
    except csv.Error:
        return []


def _named(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> dict[int, str]:
    """{place: our column} of a file without headings, by how the cells of its first filled row look."""
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    found: dict[int, str] = {}
    for place, cell in enumerate(first):
        fits = (each.name for each in columns if each.looks and each.looks.fullmatch(tidy(cell)))
        if name := next((each for each in fits if each not in found.values()), None):
            found[place] = name
    return found


def _bare(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[str]:
    """Headings for a file that has none: our own names, and numbers for cells that we don't know. Empty: it shows nothing."""
    named = _named(rows, columns)
    if not named:
        return []
    first = next(row for row in rows if any(cell.strip() for cell in row))
    return [named.get(place, str(place + 1)) for place in range(len(first))]


def _best(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> tuple[int, int]:
    """How many columns are found in the row that has most of them, and which row that is."""
    counted = [
        (sum(column.finds(row) is not None for column in columns), -n) for n, row in enumerate(rows)
    ]
    found, position = max(counted, default=(0, 0))
    return found, -position


def _nothing_found(columns: Sequence[Column], first: str) -> str:
    wanted = ", ".join(c.spoken for c in columns if c.required)
    return _(
        "None of the columns we need is in the file. We look for %(wanted)s. The first line is: %(first)s"
    ) % {"wanted": wanted, "first": "".join(c for c in first.strip()[:200] if c.isprintable())}
