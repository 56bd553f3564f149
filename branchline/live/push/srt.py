"""SRT as OBS speaks it: FFmpeg listens, since libsrt is in it, and hands on what comes from whoever has the passphrase.

One FFmpeg a door, each with a port of its own. It copies and does not encode; SRT itself encrypts and refuses.
"""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from branchline.core.processes import end_with_parent

from ..stream.cutting import ffmpeg
from . import mpegts
from .doors import Begin, Door, Finish, Sending
from .keys import srt_passphrase

log = logging.getLogger("branchline.live")
LATENCY = 800_000
"""Microseconds that SRT may take to ask again for what was lost: within the hold, and enough for a phone's network."""
SLICE = 1.0
"""Seconds of a chunk."""
PIECE = 64 * 1024
PAUSE = 2.0
"""Seconds before a door opens again."""
WRONG = b"BADSECRET"


@dataclass
class Listener:
    """Waits at a door for ever; `close` ends it."""

    door: Door
    host: str
    begin: Begin
    finish: Finish
    _task: "asyncio.Task[None] | None" = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            process = await asyncio.create_subprocess_exec(
                *command(), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE, preexec_fn=partial(end_with_parent, os.getpid()),
            )  # fmt: skip
            watch = asyncio.create_task(_warn(process))
            try:
                await self._one(process)
            finally:
                watch.cancel()
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
            await asyncio.sleep(PAUSE)

    async def _one(self, process: asyncio.subprocess.Process) -> None:
        """One publisher, from the first byte to the last."""
        into = cast("asyncio.StreamWriter", process.stdin)
        out = cast("asyncio.StreamReader", process.stdout)
        into.write(where(self.door, self.host).encode())
        await into.drain()
        into.close()
        first = await out.read(PIECE)
        sending = await self.begin(self.door, "srt") if first else None
        if sending is None:
            return
        try:
            await _Taking(out, sending, bytearray(first)).run()
        finally:
            await self.finish(sending)


@dataclass
class _Taking:
    """Chunks of about a second, in whole packets."""

    out: asyncio.StreamReader
    sending: Sending
    got: bytearray
    recorded: int = 0
    _since: float = field(default_factory=time.monotonic)

    async def run(self) -> None:
        while not self.sending.over.is_set():
            left = max(0.0, self._since + SLICE - time.monotonic())
            piece = await _within(left, lambda: self.out.read(PIECE))
            if piece == b"":
                break
            if piece is not None:
                self.sending.hear()
                self.got += piece
            if time.monotonic() - self._since >= SLICE:
                self._since = time.monotonic()
                await self._keep()
        await self._keep()

    async def _keep(self) -> None:
        size = mpegts.whole(bytes(self.got))
        if not size:
            return
        content = bytes(self.got[:size])
        del self.got[:size]
        self.recorded = max(self.recorded, mpegts.last_moment(content) or 0)
        await self.sending.keep(content, self.recorded)


async def _within(seconds: float, ask: "Callable[[], Awaitable[bytes]]") -> bytes | None:
    try:
        async with asyncio.timeout(seconds):
            return await ask()
    except TimeoutError:
        return None


async def _warn(process: asyncio.subprocess.Process) -> None:
    """What FFmpeg says names addresses: only that a passphrase was wrong is told, in our words."""
    said = cast("asyncio.StreamReader", process.stderr)
    while piece := await said.read(PIECE):
        if WRONG in piece:
            log.warning("Somebody with a wrong passphrase was turned away (SRT).")


def command() -> list[str]:
    """FFmpeg's own words: listen at the address that comes by stdin, where no list of processes shows the passphrase."""
    return [
        ffmpeg(), "-hide_banner", "-nostats", "-loglevel", "warning", "-f", "concat", "-safe", "0",
        "-protocol_whitelist", "pipe,srt", "-i", "pipe:0", "-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy",
        "-f", "mpegts", "-muxdelay", "0", "-muxpreload", "0", "-flush_packets", "1", "pipe:1",
    ]  # fmt: skip


def where(door: Door, host: str) -> str:
    """The address to listen at, as FFmpeg's list of files has it."""
    options = f"mode=listener&transtype=live&latency={LATENCY}&pbkeylen=32&passphrase={srt_passphrase(door.lot)}"
    return (
        f"ffconcat version 1.0\nfile 'srt://{host}:{door.port}?{options}'\n"
        "option analyzeduration 1000000\noption probesize 1000000\n"
    )
