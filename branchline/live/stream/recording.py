"""The recording: all that was sent to a broadcast, each chunk once; and a session as one file, nothing encoded again."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from .containers import beginning, entrance
from .cutting import ffmpeg
from .house import spool_of
from .spool import Spool

KINDS = (".mp4", ".mkv")
"""MP4 opens everywhere; what it can't hold (VP8) goes into Matroska."""


@dataclass(frozen=True)
class Recorded:
    """What is kept of one session. `gaps`: numbers of chunks that never came, though later ones did; `began`: seconds
    since 1970, by the time of the chunk that was quickest on its way."""

    session: int
    chunks: int
    size: int
    seconds: float
    gaps: list[range]
    began: float

    @property
    def ended(self) -> float:
        return self.began + self.seconds


def sessions_of(root: Path, broadcast: str) -> list[Recorded]:
    """What is in the recording of a broadcast, session by session. `size` in bytes."""
    folder = root / "spool" / broadcast
    numbers = sorted(int(each.name) for each in folder.iterdir()) if folder.is_dir() else []
    return [_told(number, spool_of(root, broadcast, number)) for number in numbers]


def _told(session: int, spool: Spool) -> Recorded:
    times = spool.times()
    files = {number: spool.path(number).stat() for number in spool.numbers()}
    recorded = {number: times.get(number, 0.0) for number in files}
    return Recorded(
        session,
        len(files),
        sum(file.st_size for file in files.values()),
        max(recorded.values(), default=0.0),
        spool.gaps(),
        min((file.st_mtime - recorded[number] for number, file in files.items()), default=0.0),
    )


def content(spool: Spool) -> Iterator[bytes]:
    """All of it in order, each chunk once. After a gap it goes on where it can be read again."""
    head, expected, entered = b"", 0, True
    for number in spool.numbers():
        chunk = spool.path(number).read_bytes()
        head = head or beginning(chunk)
        entered = entered and number == expected
        expected = number + 1
        if not entered:
            chunk = entrance(head, chunk)
            entered = bool(chunk)
        yield chunk


def as_one_file(spool: Spool, goal: Path) -> Path | None:
    """The session as one film, pictures and sound as they came. `goal` without its ending; the answer has one. None
    when there is nothing that can be read."""
    for kind in KINDS:
        draft = goal.with_name(f".{goal.name}{kind}")
        try:
            if _written(spool, draft):
                return draft.replace(goal.with_name(goal.name + kind))
        finally:
            draft.unlink(missing_ok=True)
    return None


def _written(spool: Spool, goal: Path) -> bool:
    process = subprocess.Popen(
        [
            ffmpeg(), "-hide_banner", "-loglevel", "error", "-y", "-fflags", "+genpts", "-i", "pipe:0",
            "-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", str(goal),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    into = cast("IO[bytes]", process.stdin)
    try:
        for chunk in content(spool):
            into.write(chunk)
        into.close()
    except BrokenPipeError:
        # It can't be read, or not be held by this kind of file.
        pass
    return process.wait() == 0 and goal.exists() and goal.stat().st_size > 0


def room_for(spool: Spool, folder: Path) -> bool:
    """Whether the disk of `folder` has room for one more of it."""
    size = sum(spool.path(number).stat().st_size for number in spool.numbers())
    return shutil.disk_usage(folder).free > size * 1.1
