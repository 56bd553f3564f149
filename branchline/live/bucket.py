"""The bucket that everybody may read, for segments of what goes out live (`stream/elsewhere.py`)."""

from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from django.conf import settings

from branchline.core.bucket import as_of_a_disk

QUICK = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"max_attempts": 0},
    signature_version="s3v4",
    # Storages of others than Amazon know no sums at the end of what is sent.
    request_checksum_calculation="when_required",
)
"""Whoever waits longer waits for what nobody wants any more."""


class LiveBucket:
    """As the settings say."""

    def __init__(self) -> None:
        self._name = settings.BRANCHLINE_LIVE_BUCKET
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.BRANCHLINE_LIVE_BUCKET_ADDRESS,
            region_name=settings.BRANCHLINE_LIVE_BUCKET_REGION,
            config=QUICK,
        )

    def put(self, name: str, path: Path) -> None:
        """Raises OSError."""
        self.put_bytes(name, path.read_bytes())

    def put_bytes(self, name: str, content: bytes) -> None:
        """Raises OSError."""
        with as_of_a_disk():
            self._client.put_object(
                Bucket=self._name,
                Key=name,
                Body=content,
                ContentType="video/mp2t",
                CacheControl="public, max-age=86400, immutable",
            )

    def remove(self, folder: str) -> None:
        """All whose names begin so; again changes nothing. Raises OSError."""
        with as_of_a_disk():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._name, Prefix=f"{folder}/"):
                names = [{"Key": each["Key"]} for each in page.get("Contents", ())]
                if names:
                    self._client.delete_objects(
                        Bucket=self._name, Delete={"Objects": names, "Quiet": True}
                    )

    def close(self) -> None:
        """Its connections."""
        self._client.close()


def live_bucket() -> LiveBucket | None:
    """Where one is used."""
    used = settings.BRANCHLINE_LIVE_SEGMENTS and settings.BRANCHLINE_LIVE_BUCKET
    return LiveBucket() if used else None
