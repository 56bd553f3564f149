"""The files as they came, kept beside the installation's other files."""

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO, BinaryIO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from branchline.core import files
from branchline.core.models import StoredFile
from branchline.core.models.importing import ImportRun

from .problems import CannotRead

PRIVATE_KEPT_FOR = timedelta(days=90)
"""A service's own list may name people: long enough to find and undo a mistake, then it goes."""

DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)
"""What unpacking a copy raises that is no longer as we wrote it."""


def keep_original(
    file: BinaryIO, *, name: str, sha256: str, private: bool, now: datetime
) -> tuple[str, str]:
    """Store the file, packed; give its path in the storage, and the id of its record if it has one.

    A private one belongs to the current service and expires; others are kept once by their content.
    """
    path = f"imports/{sha256[:2]}/{sha256}.gz"
    if not private and default_storage.exists(path):
        return path, ""
    with tempfile.TemporaryFile() as packed:
        _pack(file, packed)
        packed.seek(0)
        if not private:
            return default_storage.save(path, File(packed)), ""
        kept = files.keep(
            content=cast(BinaryIO, packed),
            name=f"{name}.gz",
            media_type="application/gzip",
            purpose="import",
            now=now,
            keep_until=now + PRIVATE_KEPT_FOR,
        )
        return kept.path, kept.public_id


@contextmanager
def original(run: ImportRun) -> Iterator[BinaryIO]:
    """The kept file as it came, in a temporary file: storages can't all jump about in theirs."""
    with tempfile.TemporaryFile() as whole:
        try:
            with (
                default_storage.open(run.original) as packed,
                gzip.GzipFile(fileobj=packed) as inner,
            ):
                shutil.copyfileobj(inner, whole, 1 << 20)
        except FileNotFoundError:
            raise CannotRead(_("The file is no longer kept. Send it again.")) from None
        except DAMAGED:
            raise CannotRead(_("Our copy of the file is damaged. Send it again.")) from None
        whole.seek(0)
        yield cast(BinaryIO, whole)


def drop_original(run: ImportRun) -> None:
    """Drop the kept file of a service's own run."""
    kept = StoredFile.objects.filter(public_id=run.file).first() if run.file else None
    if kept is not None:
        files.drop(kept)


def _pack(file: BinaryIO, into: IO[bytes]) -> None:
    file.seek(0)
    packed_already = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    if packed_already:
        while chunk := file.read(1 << 20):
            into.write(chunk)
        return
    with gzip.GzipFile(filename="", fileobj=into, mode="wb", mtime=0) as target:
        while chunk := file.read(1 << 20):
            target.write(chunk)
