"""The files as they came, kept beside the installation's other files."""

import gzip
import tempfile
from datetime import datetime, timedelta
from typing import IO, BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage

from branchline.core import files

PRIVATE_KEPT_FOR = timedelta(days=90)
"""A service's own list may name people: long enough to find and undo a mistake, then it goes."""


def keep_original(file: BinaryIO, *, name: str, sha256: str, private: bool, now: datetime) -> str:
    """Store the file, packed, and give its path in the storage.

    A private one belongs to the current service and expires; others are kept once by their content.
    """
    path = f"imports/{sha256[:2]}/{sha256}.gz"
    if not private and default_storage.exists(path):
        return path
    with tempfile.TemporaryFile() as packed:
        _pack(file, packed)
        packed.seek(0)
        if not private:
            return default_storage.save(path, File(packed))
        kept = files.keep(
            content=packed.read(),
            name=f"{name}.gz",
            media_type="application/gzip",
            purpose="import",
            now=now,
            keep_until=now + PRIVATE_KEPT_FOR,
        )
        return kept.path


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
