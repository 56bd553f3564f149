"""The demo's film as a phone sends it: a chunk a second, through the same door as everybody's."""

import os
import selectors
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ..stream.cutting import ffmpeg

EVERY = 1.0
"""Seconds of a chunk."""
AGAIN = 0.5
"""Seconds before a chunk that did not get through is sent again."""
ON_AIR = 204
"""Any other answer: nobody is shown it any more."""


@contextmanager
def playing(film: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """The film over and over, as fast as it is watched, in pieces that can be read while they grow. Nothing is
    encoded again, so it costs next to nothing."""
    command = [
        ffmpeg(), "-hide_banner", "-loglevel", "error", "-re", "-stream_loop", "-1", "-i", str(film), "-c", "copy",
        "-f", "mp4", "-movflags", "frag_keyframe+empty_moov+default_base_moof", "pipe:1",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as player:
        try:
            yield player
        finally:
            player.kill()


def chunks(player: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    """What comes out of it, a second at a time."""
    out = cast("IO[bytes]", player.stdout).fileno()
    with selectors.DefaultSelector() as waiting:
        waiting.register(out, selectors.EVENT_READ)
        while True:
            until, parts = time.monotonic() + EVERY, []
            while (left := until - time.monotonic()) > 0:
                if waiting.select(left):
                    if not (part := os.read(out, 1 << 20)):
                        return
                    parts.append(part)
            if parts:
                yield b"".join(parts)


def send(address: str, number: int, content: bytes, *, recorded: float) -> bool:
    """Send a chunk until it is taken. False when nothing is taken any more: the session is over."""
    request = urllib.request.Request(  # noqa: S310
        f"{address}{number}",
        data=content,
        method="PUT",
        headers={"X-Recorded": str(round(recorded * 1000))},
    )
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return int(answer.status) == ON_AIR
        except urllib.error.HTTPError as error:
            if error.code not in {502, 503, 507}:
                return False
        except OSError:
            pass
        time.sleep(AGAIN)
