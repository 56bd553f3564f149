"""Stored files: whether the bytes are there, as they were, and belong to somebody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from .. import files as stored_files
from ..models import StoredFile
from ..rooms import Check
from ..scoping import every_service

MOST_READ = 500_000_000
"""Bytes that are read again and compared with their digest, newest first; the others by size only."""
YOUNG = timedelta(hours=1)
"""A file this young may belong to a transaction that is under way."""
BECAUSE = "the doctor looks whether every stored file is there"


def files(now: datetime) -> Check:
    """One finding over the files of all services."""
    wrong, kept, read, orphans = [], 0, 0, 0
    for service_id in every_service(because=BECAUSE):
        known: set[str] = set()
        for file in StoredFile.objects.order_by("-kept_at").iterator():
            known.add(file.path)
            whole = read + file.size <= MOST_READ
            read += file.size if whole else 0
            if not _is_well(file, whole=whole):
                wrong.append(file.public_id)
        kept += len(known)
        orphans += sum(
            path not in known for path in _paths(str(service_id), older_than=now - YOUNG)
        )
    findings = []
    if wrong:
        findings.append(
            f"{len(wrong)} of {kept} stored files are missing or damaged ({', '.join(wrong[:5])}):"
            " restore them from the backup"
        )
    if orphans:
        findings.append(
            f"{orphans} files on the disk belong to nothing (a process was killed while it wrote or"
            " deleted): `branchline doctor --tidy` removes them"
        )
    if findings:
        return Check("files", False, "; ".join(findings) + ".")
    return Check("files", True, f"All {kept} stored files are there.")


def tidy(now: datetime) -> int:
    """Delete what belongs to nothing. Returns how many."""
    gone = 0
    for service_id in every_service(because=BECAUSE):
        known = set(StoredFile.objects.values_list("path", flat=True))
        for path in list(_paths(str(service_id), older_than=now - YOUNG)):
            if path not in known:
                default_storage.delete(path)
                gone += 1
    return gone


def _is_well(file: StoredFile, *, whole: bool) -> bool:
    try:
        if whole:
            stored_files.content(file)
            return True
        return default_storage.size(file.path) == file.size
    except (OSError, stored_files.FileLost):
        return False


def _paths(folder: str, *, older_than: datetime) -> Iterator[str]:
    """Every old file below a service's folder of the storage."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{folder}/{name}"
        if default_storage.get_modified_time(path) < older_than:
            yield path
    for name in folders:
        yield from _paths(f"{folder}/{name}", older_than=older_than)
