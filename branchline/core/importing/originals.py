"""The files as they came, kept beside the installation's other files."""

import gzip
import tempfile
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage


def keep_original(file: BinaryIO, sha256: str) -> str:
    """Store the file once (by its content) and give its name in the storage."""
    name = f"imports/{sha256[:2]}/{sha256}.gz"
    if default_storage.exists(name):
        return name
    file.seek(0)
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    with tempfile.TemporaryFile() as copy:
        target = copy if packed else gzip.GzipFile(fileobj=copy, mode="wb", mtime=0)
        while chunk := file.read(1 << 20):
            target.write(chunk)
        if target is not copy:
            target.close()
        copy.seek(0)
        return default_storage.save(name, File(copy))
