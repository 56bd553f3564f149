"""What FFmpeg says on its way: its first words, which tell of the stream, and its last. Between them it may complain of
every picture for hours: nothing of that is kept."""

from dataclasses import dataclass
from threading import Thread
from typing import IO

FIRST = 64 * 1024
"""Bytes in which it has told what the stream holds and where it begins."""
LAST = 2000
"""Bytes of its last words."""


@dataclass
class Said:
    """Read to its end in a thread, so that FFmpeg never waits for somebody to listen."""

    _first: bytes = b""
    _last: bytes = b""

    def listen(self, words: IO[bytes]) -> None:
        """From now until FFmpeg is gone."""
        Thread(target=self._listen, args=(words,), name="said", daemon=True).start()

    def _listen(self, words: IO[bytes]) -> None:
        with words:
            # `read1`: what is there, without waiting for more.
            while part := words.read1(8192):  # type: ignore[attr-defined]  # a pipe's is a BufferedReader
                if len(self._first) < FIRST:
                    self._first = (self._first + part)[:FIRST]
                self._last = (self._last + part)[-LAST:]

    @property
    def first(self) -> str:
        """How it began."""
        return self._first.decode(errors="replace")

    @property
    def last(self) -> str:
        """What it said last."""
        return self._last.decode(errors="replace")
