"""What the origin gives out, from memory: each file is read once and looked at again only where it may change."""

import math
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

KINDS = {
    ".m3u8": b"application/vnd.apple.mpegurl",
    ".ts": b"video/mp2t",
    ".vtt": b"text/vtt; charset=utf-8",
}
LASTS = {
    ".m3u8": b"public, max-age=1",
    ".ts": b"public, max-age=86400, immutable",
    # The words of a replay are put right while somebody watches it: a wrong name must not stay for a day.
    ".vtt": b"public, max-age=10",
}
FRESH = {".m3u8": 0.25, ".vtt": 1.0}
"""Seconds for which what may change is served from memory before the file is looked at again."""
KEPT = 60.0
"""Seconds for which a segment that nobody asks for stays in memory."""
MOST_KEPT = 256 * 1024 * 1024
"""Bytes of all that stays there: a quarter of an hour in every quality. Whoever fetches whole evenings makes what was
asked for longest ago leave sooner, and fills no memory."""


class Held(NamedTuple):
    """A file in memory. Times are `time.monotonic`."""

    read: float
    asked: float
    content: bytes
    tag: bytes
    """Its ETag, quotes included."""


class Shelf:
    """What lies below `root`, by name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.size = 0
        """Bytes in memory."""
        self._held: dict[str, Held] = {}
        self._swept = 0.0

    def __len__(self) -> int:
        return len(self._held)

    def take(self, name: str, ending: str, now: float) -> Held:
        """A file by its name, which ends so. Raises FileNotFoundError."""
        held = self._held.get(name)
        if held is None or held.read < now - FRESH.get(ending, math.inf):
            content = (self.root / name).read_bytes()
            tag = b'"' + blake2b(content, digest_size=9).hexdigest().encode() + b'"'
            self.size += len(content) - (len(held.content) if held else 0)
            held = Held(now, now, content, tag)
        self._held[name] = held._replace(asked=now)
        self._sweep(now)
        return held

    def _sweep(self, now: float) -> None:
        full = self.size > MOST_KEPT
        if not full and now - self._swept <= KEPT / 4:
            return
        self._swept = now
        # A quarter is left free, so that not everybody who comes next sorts it all again.
        room = MOST_KEPT * 3 // 4 if full else MOST_KEPT
        asked = sorted(self._held.items(), key=lambda each: each[1].asked, reverse=True)
        self._held, self.size = {}, 0
        for name, held in asked:
            if held.asked <= now - KEPT or self.size + len(held.content) > room:
                break
            self._held[name] = held
            self.size += len(held.content)
