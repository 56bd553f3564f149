"""The spool: every chunk that a publisher sent, as it came. It is the original recording.

A folder a session, a file a chunk: `SESSION/000012.chunk`, numbered from 0. A chunk is there whole or not at all,
and what has been answered for is on the disk: written beside, flushed, then linked under its number. `times` says
a line for each chunk: its number, and how many milliseconds the publisher had recorded when it was done.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from secrets import token_hex

LARGEST = 8 * 1024 * 1024
"""Bytes of one chunk: a second of a phone's best camera is about 2 MB."""
ENDING = ".chunk"


class Stored(Enum):
    """What became of a chunk that was sent."""

    NEW = "new"
    AGAIN = "again"
    OTHER = "other"
    """Another chunk has this number: two publishers write one session. The first stays."""


@dataclass(frozen=True)
class Chunk:
    number: int
    path: Path

    def read(self) -> bytes:
        return self.path.read_bytes()


@dataclass(frozen=True)
class Spool:
    """The chunks of one session."""

    folder: Path

    def store(self, number: int, content: bytes, *, recorded: int) -> Stored:
        """Keep a chunk; `recorded`: milliseconds since the publisher began. Sending it again changes nothing.
        Raises OSError when the disk is full: then nothing is kept, and nothing half."""
        goal = self._path(number)
        if goal.exists():
            return self._beside(goal, content)
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".{number:06d}-{token_hex(4)}"
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with (self.folder / "times").open("a") as times:
                times.write(f"{number} {recorded}\n")
            # A link fails where a rename would write over what another worker stored meanwhile.
            os.link(draft, goal)
        except FileExistsError:
            return self._beside(goal, content)
        finally:
            draft.unlink(missing_ok=True)
        return Stored.NEW

    def chunks(self, since: int = 0) -> Iterator[Chunk]:
        """Chunks in order from `since` on, up to the first that is missing."""
        while (path := self._path(since)).exists():
            yield Chunk(since, path)
            since += 1

    def numbers(self) -> list[int]:
        """The numbers of all chunks, those beyond a gap too."""
        if not self.folder.is_dir():
            return []
        return sorted(int(path.stem) for path in self.folder.glob(f"*{ENDING}"))

    def close(self) -> None:
        """Nothing more is taken: the session has ended, or somebody else has taken over."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "closed").touch()

    @property
    def is_closed(self) -> bool:
        return (self.folder / "closed").exists()

    def times(self) -> dict[int, float]:
        """Seconds recorded at the end of each chunk."""
        try:
            lines = (self.folder / "times").read_text().splitlines()
        except FileNotFoundError:
            return {}
        pairs = [line.split() for line in lines]
        return {int(pair[0]): int(pair[1]) / 1000 for pair in pairs if len(pair) == 2}

    def gaps(self) -> list[range]:
        """Which numbers never came, between those that did."""
        found: list[range] = []
        expected = 0
        for number in self.numbers():
            if number > expected:
                found.append(range(expected, number))
            expected = number + 1
        return found

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}{ENDING}"

    @staticmethod
    def _beside(path: Path, content: bytes) -> Stored:
        return Stored.AGAIN if path.read_bytes() == content else Stored.OTHER
