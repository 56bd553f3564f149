"""The first look at a file from outside: what it is, how large, in which letters. Trusts nothing."""

import codecs
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from .problems import CannotRead

CHUNK = 1 << 20
WORKBOOK = "xlsx"
WEB_PAGE = re.compile(rb"\s*<(!doctype|html|head|body|\?xml|table)", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """How much we take. A cell over `cell` characters stops the file: a quotation mark is open."""

    bytes: int = 2_000_000_000
    rows: int = 5_000_000
    cell: int = 16_000_000
    problems: int = 1_000
    workbook: int = 400_000_000


AT_THE_DESK = Limits(bytes=500_000_000, rows=1_000_000)
"""Three times the members of the largest library service; more is a mistake, or two files."""


@dataclass(frozen=True)
class Examined:
    """What a first pass over the bytes found out. `lines` is a good guess at the number of rows."""

    sha256: str
    size: int
    encoding: str
    lines: int = 0


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
    """Hash, size, lines and encoding in one pass.

    UTF-16 and UTF-8 by their mark; UTF-8 when the whole file is valid as such; else Windows-1252,
    which is what Excel saves on most council machines. Raises `CannotRead` for what is no table.
    """
    digest, size, lines, encoding = hashlib.sha256(), 0, 0, ""
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    stream = unpacked(file, limits)
    while chunk := stream.read(CHUNK):
        if not size:
            encoding = _kind(chunk)
        digest.update(chunk)
        size += len(chunk)
        lines += chunk.count(b"\n")
        decoder = _still_valid(decoder, chunk)
    if not size:
        raise CannotRead(_("The file is empty."))
    if encoding == WORKBOOK:
        _look_inside(file, limits)
        return Examined(digest.hexdigest(), size, WORKBOOK)
    decoder = _still_valid(decoder, b"", final=True)
    letters = encoding or ("utf-8-sig" if decoder else "cp1252")
    return Examined(digest.hexdigest(), size, letters, lines)


def _kind(start: bytes) -> str:
    """The encoding where the first bytes tell it. Refuses what only pretends to be a table."""
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if start[:4] == b"PK\x03\x04":
        return WORKBOOK
    if start[:4] == b"\xd0\xcf\x11\xe0":
        raise CannotRead(
            _("This is an old Excel file (.xls). Open it, save it as .xlsx or CSV, and send that.")
        )
    if start[:5] == b"%PDF-":
        raise CannotRead(
            _("This is a PDF, made to be read on paper. Send the list as CSV or Excel.")
        )
    if WEB_PAGE.match(start.removeprefix(codecs.BOM_UTF8)):
        raise CannotRead(
            _(
                "This is a web page, not a list, whatever its name says. The other system may have asked you"
                " to sign in again: download the list once more and open it before you send it."
            )
        )
    if start[:4096].count(b"\0") > 8:
        raise CannotRead(_("This is not a list. Send a CSV file or an Excel workbook (.xlsx)."))
    return ""


def _look_inside(file: BinaryIO, limits: Limits) -> None:
    """A workbook is packed: refuse one that unpacks into far more than it seems."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise CannotRead(_("The file is damaged: it can’t be unpacked. Send it again.")) from None
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise CannotRead(
            _("This is a packed folder (ZIP), not a list. Unpack it and send the file inside.")
        )
    # Python's zipfile reads no more of a part than it says here, so the sum can be trusted.
    if sum(part.file_size for part in parts) > min(limits.bytes, limits.workbook):
        raise CannotRead(
            _(
                "The workbook unpacks to more than %(limit)s MB. Save the sheet as CSV and send that."
            )
            % {"limit": f"{min(limits.bytes, limits.workbook) / 1e6:,.0f}"}
        )


def _still_valid(
    decoder: codecs.IncrementalDecoder | None, chunk: bytes, *, final: bool = False
) -> codecs.IncrementalDecoder | None:
    try:
        if decoder:
            decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return None
    return decoder
