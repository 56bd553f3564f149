"""A door is open for a broadcast that OBS may send; what comes in by it is a sending."""

import asyncio
import errno
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ..stream.spool import Spool

log = logging.getLogger("branchline.live")
SILENT = 4.0
"""Seconds without a byte after which a connection holds nobody off any more: its publisher may come by another."""
FULL_PAUSE = 1.0
"""Seconds between two tries on a full disk."""


@dataclass(frozen=True)
class Door:
    """One broadcast that may be sent. `lot`: what its keys follow from; `port`: its own, for SRT."""

    broadcast: str
    service: int
    lot: str
    port: int


@dataclass
class Sending:
    """A publisher who was let in: a session, and its spool. `over` when it has ended, whoever ended it."""

    door: Door
    session: int
    spool: Spool
    heard: float = field(default_factory=time.monotonic)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _next: int = 0

    def hear(self) -> None:
        """Something has come."""
        self.heard = time.monotonic()

    @property
    def is_silent(self) -> bool:
        return time.monotonic() - self.heard > SILENT

    async def keep(self, content: bytes, recorded: int) -> None:
        """One chunk more is on the disk when this returns. On a full disk it waits: the publisher has to."""
        told = False
        while not self.over.is_set():
            try:
                await asyncio.to_thread(self.spool.store, self._next, content, recorded=recorded)
            except OSError as error:
                if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                    raise
                if not told:
                    log.error("The disk for what goes out live is full: OBS has to wait.")
                told = True
                await asyncio.sleep(FULL_PAUSE)
            else:
                self._next += 1
                return


Begin = Callable[[Door, str], Awaitable[Sending | None]]
"""Ask to send by this door, from "srt" or "rtmp"; None when somebody else sends, or it is shut by now."""
Finish = Callable[[Sending], Awaitable[None]]
"""Say that a sending is over."""
