"""Whose segment goes out next: a crowd that comes at once waits for its turn, and not as copies in memory.

The server (granian) takes the body of an answer at once, copies it, and never says when it has left. Ten thousand
players that come back together for a new segment of 200 kB would lie there as two gigabytes. What this process has
written since it began is counted by the kernel (`wchar` of /proc/self/io), so what was handed over and has not been
written is known; above `MOST` whoever comes next waits, first come first served, never longer than `LONGEST`.

A phone on a slow line takes a second to take its segment, and one that has gone away takes it never: what was handed
over longer than `GONE` ago is waited for no more.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MOST = 96 * 1024 * 1024
"""Bytes handed over and not written yet, above which others wait. Far more than is written between two looks."""
LONGEST = 0.5
"""Seconds that anybody waits at most: of a segment's two or four, so that nothing is late on account of it."""
GONE = 2.0
"""Seconds after which what was handed over counts as gone."""
LOOK = 0.01
"""Seconds between two looks while somebody waits."""

COUNTED = Path("/proc/self/io")


def written() -> int:
    """Bytes that this process has written, to sockets and files, since it began."""
    return int(COUNTED.read_bytes().split(b"wchar:", 1)[1].split(maxsplit=1)[0])


@dataclass(slots=True)
class Lot:
    """Bytes that were handed over at a moment."""

    at: float
    size: int


class Turns:
    """Asked before each large answer. `written`: how many bytes have left since some moment; it only grows."""

    def __init__(self, written: Callable[[], int]) -> None:
        self._written = written
        self._seen = written()
        self._lots: deque[Lot] = deque()
        self._waiting: deque[tuple[float, int, asyncio.Future[None]]] = deque()
        self._looking: asyncio.Task[None] | None = None
        self.outstanding = 0
        """Bytes handed over that have not left, as far as is known."""

    async def wait(self, size: int) -> None:
        """Until an answer of `size` bytes may be handed over. It counts as handed over from then on."""
        now = time.monotonic()
        if not self._waiting:
            if self.outstanding + size > MOST:
                self._look(now)
            if self.outstanding + size <= MOST or not self.outstanding:
                self._hand(size, now)
                return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((now, size, turn))
        if self._looking is None:
            self._looking = asyncio.create_task(self._keep_looking())
        await turn

    async def _keep_looking(self) -> None:
        while self._waiting:
            await asyncio.sleep(LOOK)
            now = time.monotonic()
            self._look(now)
            while self._waiting:
                since, size, turn = self._waiting[0]
                if self.outstanding + size > MOST and self.outstanding and now < since + LONGEST:
                    break
                self._waiting.popleft()
                if not turn.done():
                    self._hand(size, now)
                    turn.set_result(None)
        self._looking = None

    def _hand(self, size: int, now: float) -> None:
        self._lots.append(Lot(now, size))
        self.outstanding += size

    def _look(self, now: float) -> None:
        """What has left meanwhile. More is written than is handed over here (headers, encryption, files), so what is
        outstanding is a little less than it seems, and never falls below nothing."""
        try:
            seen = self._written()
        except OSError:
            # Nobody is kept waiting because a number can't be read.
            self._lots.clear()
            self.outstanding = 0
            return
        left, self._seen = seen - self._seen, seen
        while self._lots:
            lot = self._lots[0]
            gone = lot.size if lot.at <= now - GONE else min(left, lot.size)
            left -= min(left, gone)
            self.outstanding -= gone
            lot.size -= gone
            if lot.size:
                break
            self._lots.popleft()
