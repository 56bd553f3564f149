"""Files of a service: kept with purpose, digest and a day to go; served only through a permit."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from .ids import public_id
from .models import StoredFile
from .scoping import current_service_id


def keep(
    *,
    content: bytes,
    name: str,
    media_type: str,
    purpose: str,
    now: datetime,
    keep_until: datetime | None = None,
) -> StoredFile:
    """Write the bytes to the storage and remember them. The path says nothing about the content."""
    service_id, key = current_service_id(), public_id()
    path = default_storage.save(f"{service_id}/{key[:2]}/{key}", ContentFile(content))
    return StoredFile.objects.create(
        service_id=service_id,
        public_id=key,
        purpose=purpose,
        name=name[:200],
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=path,
        kept_at=now,
        keep_until=keep_until,
    )


def content(file: StoredFile) -> bytes:
    """The bytes, checked against their digest."""
    with default_storage.open(file.path) as stored:
        kept: bytes = stored.read()
    if hashlib.sha256(kept).hexdigest() != file.sha256:
        raise OSError(f"the stored file {file.public_id} has changed on the disk")
    return kept


def drop(file: StoredFile) -> None:
    """Delete the row, and the bytes once that is sure (erasure, retention)."""
    path = file.path
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def drop_expired(now: datetime) -> int:
    """Drop the current service's files whose day has come."""
    expired = list(StoredFile.objects.filter(keep_until__lte=now))
    for file in expired:
        drop(file)
    return len(expired)
