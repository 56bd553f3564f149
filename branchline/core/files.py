"""Files of a service: kept with purpose, digest and a day to go; served only through a permit.

Pictures come in by `core.pictures`, everything goes out by the mark `core.serving.file_page`.
"""

import hashlib
from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from .errors import Refusal
from .ids import public_id
from .jobs import delete_bytes
from .models import StoredFile
from .scoping import current_service_id

LONGEST_FOR_A_TIME = timedelta(days=90)
"""The longest that a file with a day to go is kept: a list that was brought in."""


class StorageFull(Refusal):
    """The disk is full, or the storage does not answer; nothing was kept."""

    status = 503
    title = _("We can’t keep files at the moment")
    sentence = _(
        "There is no room to keep this file, so nothing was saved. Please try again later, or tell"
        " whoever looks after this website."
    )


class FileLost(Refusal):
    """The row is there and the bytes are not, or not as they were. `branchline doctor` lists them."""

    # Not 410: whoever looks after the website may bring it back from the backup.
    status = 404
    title = _("We can’t open this file")
    sentence = _(
        "The file is missing or damaged. Please tell whoever looks after this website: they may"
        " have a copy."
    )


def keep(
    *,
    content: bytes | BinaryIO,
    name: str,
    media_type: str,
    purpose: str,
    now: datetime,
    keep_until: datetime | None = None,
    smaller_than: StoredFile | None = None,
    width: int | None = None,
    height: int | None = None,
) -> StoredFile:
    """Write the bytes to the storage and remember them. The path says nothing about the content.

    What is large is given as an open file: it is read in pieces and never whole in memory.

    Raises `StorageFull` when the storage can't take them.
    """
    service_id, key = current_service_id(), public_id()
    held = ContentFile(content) if isinstance(content, bytes) else File(content)
    return StoredFile.objects.create(
        service_id=service_id,
        public_id=key,
        purpose=purpose,
        name=name[:200],
        media_type=media_type,
        sha256=_digest(held),
        size=held.size,
        path=_write(f"{service_id}/{key[:2]}/{key}", held),
        kept_at=now,
        keep_until=keep_until,
        smaller_than=smaller_than,
        width=width,
        height=height,
    )


def _digest(held: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for piece in held.chunks():
        digest.update(piece)
    return digest.hexdigest()


def _write(path: str, held: "File[bytes]") -> str:
    try:
        return default_storage.save(path, held)
    except OSError as trouble:
        # Half a file may have been written; what is left would be nobody's.
        try:
            default_storage.delete(path)
        except OSError:
            pass
        raise StorageFull from trouble


def content(file: StoredFile) -> bytes:
    """The bytes, checked against their digest. Raises `FileLost`."""
    try:
        with default_storage.open(file.path) as stored:
            kept: bytes = stored.read()
    except OSError as trouble:
        raise FileLost from trouble
    if hashlib.sha256(kept).hexdigest() != file.sha256:
        raise FileLost
    return kept


def drop(file: StoredFile) -> None:
    """Delete the row and its smaller copies, and the bytes once that is sure (erasure, retention)."""
    for each in [*StoredFile.objects.filter(smaller_than=file), file]:
        delete_bytes.later(path=each.path)
        each.delete()


def drop_expired(now: datetime) -> int:
    """Drop the current service's files whose day has come."""
    expired = list(StoredFile.objects.filter(keep_until__lte=now, smaller_than=None))
    for file in expired:
        drop(file)
    return len(expired)
