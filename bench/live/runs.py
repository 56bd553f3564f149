"""One run: so many screens before one server, for so long; what it took and whether all of it was right."""

import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from branchline.commands.serve import free_port
from branchline.live.stream.counted import EVERY, read_now

from .going_out import GoingOut, film
from .servers import (
    NGINX,
    Tls,
    busy_seconds,
    certificate,
    cpu_seconds,
    family,
    first_in_line,
    most_memory,
    nginx,
    our_origin,
)
from .viewers import Watched, begin_watching, other_bytes, what_came

START = 240
"""Seconds of film beyond what is watched: until the first viewers find something, and for joining late."""


JOINING = 12
"""Seconds within which all come, where the machine lets them."""


@dataclass(frozen=True)
class Run:
    """What one server did for them. Cores: of this machine's, on average."""

    server: str
    watched: Watched
    cores: float
    megabytes: float
    encoder_cores: float
    other_cores: float
    slates: int
    other_bytes: int
    counted: int | None
    """Screens that watched at the end, as the origin counts them."""

    @property
    def kilobits(self) -> float:
        """A second, for each viewer."""
        return self.watched.megabits * 1000 / self.watched.viewers

    @property
    def is_right(self) -> bool:
        """Everybody joined, and nobody got anything but what lay in the folder."""
        watched = self.watched
        return watched.joined == watched.viewers and not (
            watched.wrong or watched.refused or watched.lost or self.other_bytes
        )


@contextmanager
def on_air(*, home: Path, pace: int, seconds: int) -> Iterator[tuple[GoingOut, int, Tls]]:
    """A broadcast that goes out, and the origin that serves it: its process."""
    root = home / "live"
    tls = certificate(home)
    port = free_port(19_400)
    content = film(home / "film", seconds + START)
    environment = {"BRANCHLINE_LIVE_FOLDER": str(root), "SECRET_KEY": settings.SECRET_KEY}
    with our_origin(port, tls, environment) as process:
        out = GoingOut(root, port, content, seconds + START, pace)
        out.begin()
        try:
            out.wait()
            yield out, process, tls
        finally:
            out.end()


def before_our_origin(
    out: GoingOut,
    process: int,
    *,
    viewers: int,
    seconds: float,
) -> Run:
    """The product."""
    return _run("our origin", out, out.port, process, viewers, seconds)


def before_nginx(
    out: GoingOut, tls: Tls, *, home: Path, viewers: int, seconds: float
) -> Run | None:
    """The reference, on the same files; None when it is not installed."""
    if not NGINX:
        return None
    port = free_port(19_440)
    with nginx(port, tls, out.public.parent, home) as process:
        return _run("nginx", out, port, process, viewers, seconds)


def _run(
    name: str,
    out: GoingOut,
    port: int,
    process: int,
    viewers: int,
    seconds: float,
) -> Run:
    first_in_line(process)
    server, slates = family(process), out.slates
    encoder = [out.encoder]
    ours = [*server, *encoder, os.getpid()]
    before = [cpu_seconds(server), cpu_seconds(encoder), cpu_seconds(ours), busy_seconds()]
    program = begin_watching(
        port=port, viewers=viewers, seconds=seconds, joining=JOINING, prefix=out.prefix
    )
    first_in_line(program.pid)
    watched = what_came(program, patience=seconds + 200)
    after = [cpu_seconds(server), cpu_seconds(encoder), cpu_seconds(ours), busy_seconds()]
    used = [(b - a) / watched.seconds for a, b in zip(before, after, strict=True)]
    return Run(
        server=name,
        watched=watched,
        cores=used[0],
        megabytes=most_memory(server),
        # On a machine that is full it may hang and be begun anew: then nobody knows.
        encoder_cores=used[1] if [out.encoder] == encoder else math.nan,
        other_cores=max(0.0, used[3] - used[2] - watched.cpu_seconds / watched.seconds),
        slates=out.slates - slates,
        counted=_counted(out) if port == out.port else None,
        other_bytes=len(other_bytes(watched, out.public / "360p")),
    )


def _counted(out: GoingOut) -> int | None:
    # What was counted is written down every few seconds.
    time.sleep(EVERY + 1)
    found = read_now(out.root / "counts" / out.prefix, time.monotonic())
    return found.watching if found is not None else None
