"""Segments in a bucket: whoever asks here for one that is there by now is led there, so that this machine's line
carries playlists alone.

An address of a segment stays ours and stays the same. So a playlist never changes what it has named, each player is
counted as it asks, a ticket is asked for where one is needed, and what the bucket does not have is given from here, at
any moment. Nothing is sent there before it is released: what Panic withdrew has never been there. (docs/decisions, 20.)

elsewhere/PREFIX        a 1 for each segment, by its number, that is in the bucket in every rendition; else a 0
"""

import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .house import House, put
from .journal import Segment
from .playlists import RENDITIONS

log = logging.getLogger("branchline.live")
AT_ONCE = 3
"""Files that are sent at a time: the renditions of one segment."""
MOST = 8
"""Segments on their way: whoever is behind by more sends nothing, and viewers are given it from here."""
FRESH = 0.25
"""Seconds for which it is known from memory what is there."""


class Bucket(Protocol):
    """A storage of files by name."""

    def put(self, name: str, path: Path) -> None:
        """Raises OSError."""


def name_of(prefix: str, rendition: str, number: int) -> str:
    """Of a segment, in the bucket as below the live address."""
    return f"{prefix}/{rendition}/{number:06d}.ts"


def there_file(root: Path, prefix: str) -> Path:
    """Which segments of a broadcast are in the bucket."""
    return root / "elsewhere" / prefix


@dataclass(frozen=True)
class _Sent:
    prefix: str
    number: int
    files: list[Future[None]]


class Uploads:
    """What the broadcasts of this node send to a bucket. Ask `settle` a few times a second."""

    def __init__(self, root: Path, bucket: Bucket) -> None:
        self.root = root
        self._bucket = bucket
        self._threads = ThreadPoolExecutor(AT_ONCE, "uploading")
        self._on_their_way: list[_Sent] = []
        self._there: dict[str, bytearray] = {}
        self._is_away = False

    def begin(self, house: House, segments: Iterable[Segment]) -> None:
        """They are the viewers' by now: let the bucket have them too. A rehearsal and what is private stay here."""
        for segment in segments:
            if house.private or house.rehearses or self.waiting >= MOST:
                return
            names = [name_of(house.prefix, r.name, segment.number) for r in RENDITIONS]
            below = house.public.parent
            files = [self._threads.submit(self._bucket.put, name, below / name) for name in names]
            self._on_their_way.append(_Sent(house.prefix, segment.number, files))

    @property
    def waiting(self) -> int:
        """Segments on their way."""
        return len(self._on_their_way)

    def settle(self) -> None:
        """What has arrived meanwhile, or has not. Raises OSError when the disk takes nothing."""
        for sent in [s for s in self._on_their_way if all(f.done() for f in s.files)]:
            self._on_their_way.remove(sent)
            trouble = next((t for f in sent.files if (t := f.exception()) is not None), None)
            if trouble is None:
                self._say_back()
                self._note(sent)
            else:
                self._say_away(trouble)

    def close(self) -> None:
        """What has begun to leave still arrives; what waits does not."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _note(self, sent: _Sent) -> None:
        there = self._there.get(sent.prefix)
        if there is None:
            there = self._there[sent.prefix] = bytearray(_read(self.root, sent.prefix))
        there.extend(b"0" * (sent.number + 1 - len(there)))
        there[sent.number] = ord("1")
        if (self.root / "public" / sent.prefix).is_dir():
            put(there_file(self.root, sent.prefix), there.decode())
        else:
            # Put away meanwhile: nobody is led there any more.
            del self._there[sent.prefix]

    def _say_away(self, trouble: BaseException) -> None:
        """Whoever has been led there in vain asks here again: until it takes something, all is given from here."""
        for path in there_file(self.root, "").glob("*"):
            path.unlink(missing_ok=True)
        if not self._is_away:
            log.warning("live: the bucket takes nothing (%s); all is given from here", trouble)
        self._is_away = True

    def _say_back(self) -> None:
        if self._is_away:
            log.info("live: the bucket takes segments again")
        self._is_away = False


class Elsewhere:
    """Where the origin leads whoever asks for a segment. `address`: of the bucket, as viewers reach it; empty for none."""

    def __init__(self, root: Path, address: str) -> None:
        self._root = root
        self._address = address
        self._kept: dict[str, tuple[float, bytes]] = {}

    def of(self, name: str, now: float) -> str:
        """Of a file below our root (`public/…`) the address in the bucket; empty when it is given from here."""
        if not self._address or not name.endswith(".ts"):
            return ""
        where, prefix, rendition, file = name.split("/")
        if where != "public":
            return ""
        at, there = self._kept.get(prefix, (float("-inf"), b""))
        if at < now - FRESH:
            there = _read(self._root, prefix)
            self._keep(prefix, now, there)
        number = int(file[:6])
        if there[number : number + 1] != b"1":
            return ""
        return f"{self._address}/{prefix}/{rendition}/{file}"

    def _keep(self, prefix: str, now: float, there: bytes) -> None:
        """Only where something is there: made-up addresses fill no memory."""
        if there:
            self._kept[prefix] = (now, there)
        else:
            self._kept.pop(prefix, None)


def _read(root: Path, prefix: str) -> bytes:
    try:
        return there_file(root, prefix).read_bytes()
    except FileNotFoundError:
        return b""
