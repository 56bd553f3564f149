"""Files are kept with their digest, belong to one service, and go on their day."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from branchline.core import clock, files, jobs
from branchline.core.models import StoredFile
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was_and_goes_on_its_day() -> None:
    with scope(1):
        file = files.keep(
            content=b"rhymes", name="songs.txt", media_type="text/plain", purpose="song sheet",
            now=NOW, keep_until=NOW + timedelta(days=30),
        )  # fmt: skip
        assert files.content(file) == b"rhymes"
        on_the_disk = Path(default_storage.path(file.path))
        assert [p.stat().st_mode & 0o077 for p in (on_the_disk, on_the_disk.parent)] == [0, 0]
        assert files.drop_expired(NOW) == 0
        assert files.drop_expired(NOW + timedelta(days=30)) == 1
        # The bytes wait for the transaction: were it rolled back, the file would still be whole.
        assert default_storage.exists(file.path)
        queued = ProcrastinateJob.objects.get(task_name=jobs.delete_bytes.name)
        assert queued.args == {"service_id": 1, "path": file.path}
        jobs.delete_bytes.here(path=file.path)
        jobs.delete_bytes.here(path=file.path)
        assert not default_storage.exists(file.path)
    with scope(2):
        assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_what_is_large_is_kept_from_an_open_file_wherever_that_stands() -> None:
    whole = b"posters " * 40_000
    with scope(1), tempfile.TemporaryFile() as opened:
        opened.write(whole)
        file = files.keep(content=opened, name="z", media_type="a/zip", purpose="p", now=NOW)
        assert file.size == len(whole)
        assert files.content(file) == whole
        files.drop(file)


@pytest.mark.django_db
def test_a_file_changed_on_the_disk_is_not_served() -> None:
    with scope(1):
        file = files.keep(content=b"a", name="n", media_type="text/plain", purpose="p", now=NOW)
        Path(default_storage.path(file.path)).write_bytes(b"b")
        with pytest.raises(files.FileLost, match="damaged"):
            files.content(file)
        files.drop(file)


@pytest.fixture
def no_room(tmp_path: Path, settings: object) -> Iterator[Path]:
    """A folder in which nothing can be written, even by root: it is a file."""
    blocked = tmp_path / "full"
    blocked.write_text("")
    settings.MEDIA_ROOT = str(blocked)  # type: ignore[attr-defined]
    yield blocked


@pytest.mark.django_db
def test_a_storage_that_takes_nothing_refuses_in_a_sentence(no_room: Path) -> None:
    with scope(1):
        with pytest.raises(files.StorageFull, match="nothing was saved"):
            files.keep(content=b"a", name="n", media_type="text/plain", purpose="p", now=NOW)
        assert not StoredFile.objects.exists()


def test_what_is_kept_for_a_time_is_removed_by_the_house_s_retention() -> None:
    from branchline.core.rooms import rooms

    core = next(room for room in rooms() if room.short == "core")
    assert files.drop_expired in [rule.remove for rule in core.retention()]
