"""What a publisher sends becomes chunks of about a second."""

from dataclasses import dataclass, field

from ..stream import flv
from ..stream.spool import LARGEST

SLICE = 1000
"""Milliseconds of a chunk."""
MOST = LARGEST // 2
"""Bytes after which a chunk is done, whatever its times say."""


@dataclass
class Slices:
    """Messages become chunks of about a second; times begin with 0."""

    _began: int | None = None
    _since: int = 0
    _last: int = 0
    _heads: dict[int, bytes] = field(default_factory=dict)
    _tags: list[bytes] = field(default_factory=list)
    _size: int = 0
    _kinds: set[int] = field(default_factory=set)
    _first: bool = True

    def add(self, kind: int, at: int, content: bytes) -> tuple[bytes, int] | None:
        """A message more. Returns the chunk that it completes, with the milliseconds recorded until its end."""
        if flv.says_how(kind, content) and self._first:
            self._heads[kind] = content
            return None
        if self._began is None:
            self._began = at
        moment = max(0, at - self._began)
        full = moment - self._since >= SLICE or self._size >= MOST
        done = self._done(moment) if full else None
        written = flv.tag(kind, moment, content)
        self._tags.append(written)
        self._size += len(written)
        self._kinds.add(kind)
        self._last = max(self._last, moment)
        return done

    def rest(self) -> tuple[bytes, int] | None:
        """What has come since the last chunk: the publisher is gone."""
        return self._done(self._last) if self._tags else None

    def _done(self, moment: int) -> tuple[bytes, int]:
        content = b"".join(self._tags)
        if self._first:
            kinds = self._kinds | self._heads.keys()
            how = b"".join(
                flv.tag(kind, 0, self._heads[kind]) for kind in sorted(self._heads, reverse=True)
            )
            content = flv.header(audio=flv.AUDIO in kinds, video=flv.VIDEO in kinds) + how + content
        self._first, self._since, self._size = False, moment, 0
        self._tags.clear()
        return content, moment
