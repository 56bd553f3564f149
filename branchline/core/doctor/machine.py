"""The machine: room for files, and the time of day."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from ..rooms import Check

LEAST_FREE = 1_000_000_000
PROBE = "doctor-was-here"


def storage() -> Check:
    """A file can be written, read and deleted, wherever the storage is."""
    try:
        path = default_storage.save(PROBE, ContentFile(b"well"))
        with default_storage.open(path) as kept:
            well = kept.read() == b"well"
        default_storage.delete(path)
    except OSError as trouble:
        return Check("storage", False, f"Files can’t be kept ({trouble}). Give the folder to the account that"
                     " runs Branchline, or make room.")  # fmt: skip
    if not well:
        return Check("storage", False, "A file came back other than it was kept. Check the disk.")
    return Check("storage", True, "Files can be kept.")


def disk() -> Check:
    """Room on every disk that this installation writes to."""
    scarce = []
    for place in _places():
        free = shutil.disk_usage(place).free
        if free < LEAST_FREE:
            scarce.append(f"{place} has {free // 1_000_000} MB")
    if scarce:
        return Check("disk", False, f"Little room is left: {'; '.join(scarce)}. Make room soon: without it"
                     " nothing can be booked or sent.")  # fmt: skip
    return Check("disk", True, "There is room on the disk.")


def _places() -> Sequence[Path]:
    """One folder on each disk (the files', the database's where it is ours)."""
    wanted = [Path(settings.BRANCHLINE_VAR), Path(settings.MEDIA_ROOT)]
    if settings.EMBEDDED:
        wanted.append(settings.CLUSTER.place)
    by_disk = {path.stat().st_dev: path for path in wanted if path.exists()}
    return list(by_disk.values()) or [Path("/")]


def time_zone() -> Check:
    """Summer time is known, here and in the database."""
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    if settings.TIME_ZONE != "Europe/London" or not settings.USE_TZ:
        return Check("time zone", False, "TIME_ZONE must be Europe/London.")
    try:
        here = noon.astimezone(ZoneInfo("Europe/London")).hour
    except ZoneInfoNotFoundError:
        here = None
    if here != 13:
        return Check(
            "time zone", False, "This machine does not know British Summer Time. Install tzdata."
        )
    if connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(hour FROM %s AT TIME ZONE 'Europe/London')", [noon])
            if cursor.fetchone()[0] != 13:
                return Check("time zone", False, "The database does not know British Summer Time. Install"
                             " tzdata on its machine.")  # fmt: skip
    return Check("time zone", True, "British Summer Time is known.")
