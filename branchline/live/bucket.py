"""The bucket that everybody may read, for segments of what goes out live (`stream/elsewhere.py`)."""

from pathlib import Path
from typing import Any
from urllib.request import urlopen

import boto3
from botocore.config import Config
from django.conf import settings

from branchline.core.bucket import as_of_a_disk

from .stream.playlists import RENDITIONS

QUICK = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"max_attempts": 0},
    signature_version="s3v4",
    # Storages of others than Amazon know no sums at the end of what is sent.
    request_checksum_calculation="when_required",
)
"""Whoever waits longer waits for what nobody wants any more."""
SEEN = 2
"""Seconds in which viewers must be able to have it."""


class LiveBucket:
    """As the settings say."""

    def __init__(self) -> None:
        self._name = settings.BRANCHLINE_LIVE_BUCKET
        self._public = settings.BRANCHLINE_LIVE_SEGMENTS
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.BRANCHLINE_LIVE_BUCKET_ADDRESS,
            region_name=settings.BRANCHLINE_LIVE_BUCKET_REGION,
            config=QUICK,
        )

    def put(self, name: str, path: Path) -> None:
        """Raises OSError, also when viewers can't have the smallest rendition from there."""
        content = path.read_bytes()
        self.put_bytes(name, content)
        if RENDITIONS[-1].name in name.split("/"):
            with urlopen(f"{self._public}/{name}", timeout=SEEN) as seen:  # noqa: S310
                if seen.read() != content:
                    raise OSError(f"{self._public} gives out something else")

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
                    answer = self._client.delete_objects(
                        Bucket=self._name, Delete={"Objects": names, "Quiet": True}
                    )
                    if left := answer.get("Errors"):
                        raise OSError(f"{len(left)} files stay: {left[0].get('Message')}")

    def close(self) -> None:
        """Its connections."""
        self._client.close()


def live_bucket() -> LiveBucket | None:
    """Where there is one. Nothing is sent there, and nobody led, without BRANCHLINE_LIVE_SEGMENTS."""
    return LiveBucket() if settings.BRANCHLINE_LIVE_BUCKET else None
