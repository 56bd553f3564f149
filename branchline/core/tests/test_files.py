"""Files are kept with their digest, belong to one service, and go on their day."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from branchline.core import clock, files
from branchline.core.models import StoredFile
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was_and_goes_on_its_day(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), scope(1):
        file = files.keep(
            content=b"rhymes", name="songs.txt", media_type="text/plain", purpose="song sheet",
            now=NOW, keep_until=NOW + timedelta(days=30),
        )  # fmt: skip
        assert files.content(file) == b"rhymes"
        assert files.drop_expired(NOW) == 0
        assert files.drop_expired(NOW + timedelta(days=30)) == 1
        assert default_storage.exists(file.path)
    assert not default_storage.exists(file.path)
    with scope(2):
        assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_changed_on_the_disk_is_not_served() -> None:
    with scope(1):
        file = files.keep(content=b"a", name="n", media_type="text/plain", purpose="p", now=NOW)
        with open(default_storage.path(file.path), "wb") as disk:  # noqa: PTH123
            disk.write(b"b")
        with pytest.raises(OSError, match="changed on the disk"):
            files.content(file)
        files.drop(file)
