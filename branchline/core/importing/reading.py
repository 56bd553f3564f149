"""Reading a file from outside: encoding, separator, headings, limits. Streams; trusts nothing."""

import codecs
import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from .columns import Column
from .problems import CannotRead, Problem

SEPARATORS = ",;\t|"
HEADING_WITHIN = 10  # councils like to put a title and a note above their headings
CHUNK = 1 << 20
LINES_IN_A_CELL = 300  # more, and a quotation mark was never closed


@dataclass(frozen=True)
class Limits:
    """How much we take. A cell over `cell` characters stops the file: a quotation mark is open."""

    bytes: int = 2_000_000_000
    rows: int = 5_000_000
    cell: int = 16_000_000
    problems: int = 1_000


# The csv module keeps one limit for the process and its default is below a 10 MB name.
csv.field_size_limit(Limits.cell)


@dataclass(frozen=True)
class Examined:
    """What a first pass over the bytes found out."""

    sha256: str
    size: int
    encoding: str


@dataclass(frozen=True)
class Cells:
    """The cells of one line under our column names, and the headings they stood under."""

    line: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]


class _Bounded(io.RawIOBase):
    """Stops a small file that unpacks into an endless one."""

    def __init__(self, inner: BinaryIO, most: int) -> None:
        self.inner, self.left, self.most = inner, most, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            got = self.inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise CannotRead(
                _("The file is damaged: it can’t be unpacked. Send it again.")
            ) from error
        self.left -= len(got)
        if self.left < 0:
            raise CannotRead(
                _(
                    "The file is larger than %(limit)s MB. Split it, or ask the operator to raise the limit."
                )
                % {"limit": f"{self.most / 1e6:,.0f}"}
            )
        buffer[: len(got)] = got
        return len(got)


def unpacked(file: BinaryIO, limits: Limits) -> io.BufferedReader:
    """The file's own bytes, unpacked when it is gzipped, within the limits."""
    file.seek(0)
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    inner: BinaryIO = gzip.GzipFile(fileobj=file, mode="rb") if packed else file  # type: ignore[assignment]
    return io.BufferedReader(_Bounded(inner, limits.bytes), CHUNK)


def examine(file: BinaryIO, limits: Limits) -> Examined:
    """Hash, size and encoding in one pass.

    UTF-16 and UTF-8 by their mark; UTF-8 when the whole file is valid as such; else Windows-1252,
    which is what Excel saves on most council machines.
    """
    digest, size, encoding = hashlib.sha256(), 0, ""
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    stream = unpacked(file, limits)
    while chunk := stream.read(CHUNK):
        if not size and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            encoding = "utf-16"
        digest.update(chunk)
        size += len(chunk)
        decoder = _still_valid(decoder, chunk)
    if not size:
        raise CannotRead(_("The file is empty."))
    decoder = _still_valid(decoder, b"", final=True)
    return Examined(digest.hexdigest(), size, encoding or ("utf-8-sig" if decoder else "cp1252"))


def _still_valid(
    decoder: codecs.IncrementalDecoder | None, chunk: bytes, *, final: bool = False
) -> codecs.IncrementalDecoder | None:
    try:
        if decoder:
            decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return None
    return decoder


def cells_of(
    file: BinaryIO, encoding: str, columns: Sequence[Column], limits: Limits
) -> Iterator[Cells | Problem]:
    """Every line of a table as cells under our names, or what is wrong with the line."""
    text = io.TextIOWrapper(unpacked(file, limits), encoding=encoding, errors="replace", newline="")
    lines = _lines(text, limits)
    head = list(islice(lines, HEADING_WITHIN))
    separator, heading_row = _find_headings(head, columns)
    reader = csv.reader(chain(head, lines), delimiter=separator)
    headings: list[str] = []
    for _skipped in range(heading_row + 1):
        headings = next(reader)
    places = {c.name: p for c in columns if (p := c.finds(headings)) is not None}
    _refuse_missing(columns, places, headings)
    spoken = {name: headings[p].strip() for name, p in places.items()}
    rows = 0
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
        if not any(cell.strip() for cell in row):
            continue
        rows += 1
        if rows > limits.rows:
            raise CannotRead(
                _("The file has more than %(n)s rows. Split it.") % {"n": f"{limits.rows:,}"}
            )
        if len(row) != len(headings) and (len(row) < len(headings) or any(row[len(headings) :])):
            counts = {"cells": len(row), "headings": len(headings)}
            yield Problem(line, "", _uneven(counts))
            continue
        yield Cells(line, {name: row[p] for name, p in places.items()}, spoken)


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


def _find_headings(head: list[str], columns: Sequence[Column]) -> tuple[str, int]:
    """The separator and the row in which most of our columns are found."""
    best = (0, ",", 0)
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(head, delimiter=separator))
        except csv.Error:
            continue
        for position, row in enumerate(rows):
            found = sum(column.finds(row) is not None for column in columns)
            if found > best[0]:
                best = (found, separator, position)
    if not best[0]:
        wanted = ", ".join(c.spoken for c in columns if c.required)
        first = head[0].strip()[:200] if head else ""
        raise CannotRead(
            _(
                "None of the columns we need is in the file. We look for %(wanted)s. The first line is: %(first)s"
            )
            % {"wanted": wanted, "first": "".join(c for c in first if c.isprintable())}
        )
    return best[1], best[2]


def _refuse_missing(
    columns: Sequence[Column], places: Mapping[str, int], headings: Sequence[str]
) -> None:
    missing = [c for c in columns if c.required and c.name not in places]
    if missing:
        found = ", ".join(f"“{h.strip()[:60]}”" for h in headings[:40] if h.strip())
        raise CannotRead(
            _("The file lacks %(missing)s. Its columns are: %(found)s.")
            % {"missing": _(" and ").join(c.spoken for c in missing), "found": found}
        )
