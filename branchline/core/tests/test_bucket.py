"""The same promises with the files in a bucket: a real server that speaks S3, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from typing import Any, cast

import boto3
import pytest
from botocore.config import Config
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import override_settings
from moto.server import ThreadedMotoServer

from branchline.core import clock, files, scoping
from branchline.core.bucket import Bucket
from branchline.core.doctor import machine, stored
from branchline.core.importing.originals import keep_original
from branchline.core.jobs import delete_bytes
from branchline.core.models import StoredFile
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)
NAME = "branchline-test"
IMPATIENT = Config(connect_timeout=1, read_timeout=1, retries={"max_attempts": 0})

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket, which is where the files of the house go meanwhile."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-a-test")
    its = boto3.resource("s3", endpoint_url=address, region_name="eu-west-2").Bucket(NAME)
    its.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    with _kept_in(_in(NAME, address)):
        yield its
    its.objects.all().delete()
    its.delete()
    its.meta.client.close()


@contextmanager
def _kept_in(storage: dict[str, Any]) -> Iterator[None]:
    with override_settings(STORAGES=settings.STORAGES | {"default": storage}):
        yield
        # It stays open as long as the process does; here it would outlive its test.
        cast(Bucket, default_storage).connection.meta.client.close()


def _in(name: str, address: str) -> dict[str, Any]:
    options: dict[str, Any] = settings.IN_BUCKET["OPTIONS"] | {
        "bucket_name": name,
        "endpoint_url": address,
    }
    return settings.IN_BUCKET | {"OPTIONS": options}


def _kept(content: bytes = b"rhymes") -> StoredFile:
    return files.keep(content=content, name="n", media_type="text/plain", purpose="p", now=NOW)


def test_a_file_comes_back_as_it_was_and_goes(bucket: Any) -> None:
    with scope(1):
        file = _kept()
        assert [each.key for each in bucket.objects.all()] == [file.path]
        assert files.content(file) == b"rhymes"
        delete_bytes.here(path=file.path)
        delete_bytes.here(path=file.path)
        assert not list(bucket.objects.all())
        with pytest.raises(files.FileLost):
            files.content(file)


def test_a_file_changed_in_the_bucket_is_not_served(bucket: Any) -> None:
    with scope(1):
        file = _kept()
        bucket.Object(file.path).put(Body=b"other words")
        with pytest.raises(files.FileLost, match="damaged"):
            files.content(file)


def test_a_bucket_that_is_gone_or_silent_refuses_in_a_sentence(bucket: Any, address: str) -> None:
    with scope(1):
        file = _kept()
        for elsewhere in (_in("nobody-s", address), _in(NAME, "http://127.0.0.1:9")):
            elsewhere["OPTIONS"]["client_config"] = IMPATIENT
            with _kept_in(elsewhere):
                with pytest.raises(files.StorageFull, match="nothing was saved"):
                    _kept()
                with pytest.raises(files.FileLost):
                    files.content(file)
                assert not machine.storage().well
        assert StoredFile.objects.get() == file


def test_the_original_of_an_import_is_kept_once(bucket: Any) -> None:
    for _again in range(2):
        path, file = keep_original(
            BytesIO(b"a,b\n"), name="l.csv", sha256="0" * 64, private=False, now=NOW
        )
        assert (path, file) == (f"imports/00/{'0' * 64}.gz", "")
    assert len(list(bucket.objects.all())) == 1


def test_the_doctor_sees_what_is_missing_and_what_is_nobody_s(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoping, "_all_service_ids", lambda: [1])
    assert machine.storage().well
    with scope(1):
        file, lost = _kept(), _kept(b"others")
        assert stored.files(NOW).well
        bucket.Object(lost.path).delete()
        assert lost.public_id in stored.files(NOW).sentence
        folder = file.path.rsplit("/", 1)[0]
        bucket.Object(f"{folder}/nobodys").put(Body=b"left over")
    later = clock.now() + timedelta(hours=2)
    assert "1 files on the disk belong to nothing" in stored.files(later).sentence
    assert stored.tidy(later) == 1
    assert [each.key for each in bucket.objects.all()] == [file.path]
