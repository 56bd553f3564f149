"""The screens: a program in C, compiled where it is used, that plays as many players as it is told."""

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE / "build"
SPARE = 50
"""Open files that a program needs beside its connections."""
MASK = (1 << 64) - 1


class Missing(RuntimeError):
    """Something that this machine would need, and how to get it."""


@dataclass(frozen=True)
class Watched:
    """What came of it. Milliseconds are p50, p95, p99 and the longest."""

    viewers: int
    seconds: float
    joining: float
    """Seconds until all had joined."""
    joined: int
    late: int
    stalls: int
    lost: int
    refused: int
    wrong: int
    playlists: int
    segments: int
    beats: int
    bytes: int
    cpu_seconds: float
    playlist_ms: tuple[float, float, float, float]
    segment_ms: tuple[float, float, float, float]
    beat_ms: tuple[float, float, float, float]
    seen: Mapping[str, tuple[int, str]]
    """Each segment's number: its length and the digest that every viewer came to."""

    @property
    def megabits(self) -> float:
        """Of all viewers together, a second."""
        return self.bytes * 8 / self.seconds / 1e6


def compiled() -> Path:
    """The program, made anew when its source has changed. Raises Missing."""
    source, program = HERE / "viewers.c", BUILD / "viewers"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    if shutil.which("gcc") is None or not _has_openssl():
        raise Missing(
            "The viewers are a program in C: they need gcc and the headers of OpenSSL. On Debian:"
            " apt install gcc libc6-dev libssl-dev"
        )
    BUILD.mkdir(exist_ok=True)
    draft = BUILD / f"viewers-{os.getpid()}"
    command = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-std=gnu11", "-o", str(draft)]
    subprocess.run([*command, str(source), "-lssl", "-lcrypto"], check=True)
    draft.replace(program)
    return program


def _has_openssl() -> bool:
    asked = subprocess.run(
        ["gcc", "-E", "-"], input=b"#include <openssl/ssl.h>\n", capture_output=True, check=False
    )
    return asked.returncode == 0


def possible(wanted: int) -> int:
    """How many viewers this machine's limit of open files lets us have: as many as wanted, or fewer. Raises the
    limit for what we start as far as we may."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    room = wanted if hard == resource.RLIM_INFINITY else hard - 10 * SPARE
    return max(1, min(wanted, room))


def begin_watching(
    *, port: int, viewers: int, seconds: float, joining: float, prefix: str, rendition: str = "360p"
) -> "subprocess.Popen[bytes]":
    """All of them: they come within `joining` seconds, or as fast as they are let in, and stay for `seconds` more."""
    words = map(str, (port, viewers, seconds, joining, prefix, rendition))
    return subprocess.Popen(
        [str(compiled()), *words], stdout=subprocess.PIPE, start_new_session=True
    )


def what_came(program: "subprocess.Popen[bytes]", *, patience: float) -> Watched:
    """Wait for its end."""
    try:
        said, _ = program.communicate(timeout=patience)
    finally:
        program.kill()
    if program.returncode:
        raise RuntimeError(f"the viewers ended with {program.returncode}")
    told = json.loads(said)
    lists = {name: tuple(each) for name, each in told.items() if isinstance(each, list)}
    seen = {number: (length, digest) for number, (length, digest) in told["seen"].items()}
    return Watched(**{**told, **lists, "seen": seen})


def digest(content: bytes) -> str:
    """As viewers.c works it out: FNV-1a over words of eight bytes."""
    padded = content + bytes(-len(content) % 8)
    found = 14695981039346656037
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        found = ((found ^ word) * 1099511628211) & MASK
    return f"{found:016x}"


def other_bytes(watched: Watched, folder: Path) -> list[str]:
    """Segments of which viewers got something else than what lies in the folder."""
    wrong = []
    for number, told in watched.seen.items():
        content = (folder / f"{number}.ts").read_bytes()
        if told != (len(content), digest(content)):
            wrong.append(number)
    return wrong
