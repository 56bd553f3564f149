"""Files in a bucket of S3, or of a storage that speaks it, for those whose machines have no disk that lasts.

Its troubles become `OSError`, which is what everybody who keeps files looks for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):  # type: ignore[misc]
    """Private, at random names; nothing is written over."""

    def _save(self, name: str, content: IO[bytes]) -> str:
        with as_of_a_disk():
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        with as_of_a_disk():
            opened = super()._open(name, mode)
            # The bytes come at the first look at them: let that be here, where trouble is understood.
            opened.file.seek(0)
            return opened

    def delete(self, name: str) -> None:
        with as_of_a_disk():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with as_of_a_disk():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with as_of_a_disk():
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with as_of_a_disk():
            folders, names = super().listdir(name)
            return list(folders), list(names)

    def get_modified_time(self, name: str) -> datetime:
        with as_of_a_disk():
            when: datetime = super().get_modified_time(name)
            return when


@contextmanager
def as_of_a_disk() -> Iterator[None]:
    """Whatever a bucket complains of becomes OSError; what is not there, FileNotFoundError."""
    try:
        yield
    except ClientError as trouble:
        if trouble.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(str(trouble)) from trouble
        raise OSError(str(trouble)) from trouble
    except (BotoCoreError, Boto3Error) as trouble:
        raise OSError(str(trouble)) from trouble
