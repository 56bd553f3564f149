"""Uploads on their way in: written to the disk piece by piece, and no further than the limit."""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

LARGEST = 200_000_000
"""Bytes. A million members as CSV are 150 MB; larger files can be gzipped."""


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps the first `LARGEST` bytes on the disk and lets the rest pass by, so that the page can say so.

    Stopping in the middle would show the browser's own "connection was reset" instead of a sentence.
    """

    chunk_size = 1 << 20

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken <= LARGEST:
            super().receive_data_chunk(raw_data, start)
