"""The spool: every chunk that a publisher sent, as it came. It is the original recording.

A folder a session, a file a chunk: `SESSION/000012.chunk`, numbered from 0. A chunk is there whole or not at all,
and what has been answered for is on the disk: written beside, flushed, then linked under its number. `times` says
a line for each chunk: its number, and how many milliseconds the publisher had recorded when it was done.
"""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from secrets import token_hex

LARGEST = 8 * 1024 * 1024
"""Bytes of one chunk: a second of a phone's best camera is about 2 MB."""
RESERVE = 256 * 1024 * 1024
"""Bytes of the disk that no chunk may take: the journal, the playlists and the database live on it too, and they
go on. Whoever sends keeps what can't be taken."""
RECENT = 4096
"""Bytes of the times that tell of the last chunks: about three hundred."""
FURTHEST = 120
"""Chunks that may be missing, one after the other, before nobody looks for what follows."""
ENDING = ".chunk"


def free(folder: Path) -> int:
    """Bytes of its disk that anybody may take."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


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
    reserve: int | None = None
    """`RESERVE`, unless said otherwise."""

    def store(self, number: int, content: bytes, *, recorded: int) -> Stored:
        """Keep a chunk; `recorded`: milliseconds since the publisher began. Sending it again changes nothing.
        Raises OSError when the disk is full: then nothing is kept, and nothing half."""
        goal = self.path(number)
        if goal.exists():
            return self._beside(goal, content)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._leave_room()
        draft = self.folder / f".{number:06d}-{token_hex(4)}"
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with (self.folder / "times").open("a") as times:
                # A line that a full disk cut off ends here and spoils no other.
                times.write(f"\n{number} {recorded}\n")
            # A link fails where a rename would write over what another worker stored meanwhile.
            os.link(draft, goal)
            self._keep_names()
        except FileExistsError:
            return self._beside(goal, content)
        finally:
            draft.unlink(missing_ok=True)
        return Stored.NEW

    def chunks(self, since: int = 0) -> Iterator[Chunk]:
        """Chunks in order from `since` on, up to the first that is missing."""
        while (path := self.path(since)).exists():
            yield Chunk(since, path)
            since += 1

    def numbers(self) -> list[int]:
        """The numbers of all chunks, those beyond a gap too."""
        if not self.folder.is_dir():
            return []
        return sorted(int(path.stem) for path in self.folder.glob(f"*{ENDING}"))

    def close(self) -> None:
        """The session has ended, or somebody else has taken over: what still comes was recorded before, and is kept
        for the recording alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "closed").touch()

    @property
    def is_closed(self) -> bool:
        return (self.folder / "closed").exists()

    def times(self) -> dict[int, float]:
        """Seconds recorded at the end of each chunk."""
        return self._times(0)

    def recent_times(self) -> dict[int, float]:
        """The same of the last chunks alone, some minutes of them: for who asks all the time."""
        return self._times(RECENT)

    def after(self, number: int) -> int | None:
        """The next chunk that is there, though those from `number` on are missing."""
        beyond = range(number + 1, number + 1 + FURTHEST)
        return next((each for each in beyond if self.path(each).exists()), None)

    def gaps(self) -> list[range]:
        """Which numbers never came, between those that did."""
        found: list[range] = []
        expected = 0
        for number in self.numbers():
            if number > expected:
                found.append(range(expected, number))
            expected = number + 1
        return found

    def path(self, number: int) -> Path:
        """Where the chunk of a number lies, if it came."""
        return self.folder / f"{number:06d}{ENDING}"

    def _times(self, last: int) -> dict[int, float]:
        """From the last so many bytes; 0: from all."""
        try:
            with (self.folder / "times").open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - last) if last else 0)
                lines = file.read().split(b"\n")
        except FileNotFoundError:
            return {}
        if last and size > last:
            del lines[0]
        pairs = [line.split() for line in lines]
        return {int(pair[0]): int(pair[1]) / 1000 for pair in pairs if len(pair) == 2}

    def _leave_room(self) -> None:
        if free(self.folder) < (RESERVE if self.reserve is None else self.reserve):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _keep_names(self) -> None:
        """A file whose name is lost when the power fails is lost."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @staticmethod
    def _beside(path: Path, content: bytes) -> Stored:
        return Stored.AGAIN if path.read_bytes() == content else Stored.OTHER
