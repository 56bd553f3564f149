"""Several broadcasts share one line: before anybody is turned away, whoever joins gets a smaller picture.

What goes out is measured; where it comes near to what the line carries, the master playlist that a player asks for
leads to less: no 720p, then sound alone. A player that plays already has its master and is left alone. Nobody is
refused. A rule of the bytes given and the line, and of nothing else (research, live.md 4.2).
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .house import put
from .playlists import CHOICES

SECONDS = 8
"""Over which it is measured: players fetch in bursts of a segment's length, two or four seconds."""
UP = (0.85, 0.93)
"""Share of the line from which less is given out: no 720p, then sound alone."""
DOWN = (0.70, 0.85)
"""Share below which more is given out again: far enough below, so that it does not go to and fro."""
FULL, LOW, SOUND = range(3)
ENDINGS = tuple(CHOICES)
"""What a level leaves of a master, by the ending of its name."""
OLD = 20.0
"""Seconds after which what was written down says nothing any more."""


def level_after(level: int, share: float) -> int:
    """How much is given out from now on, when so much of the line is used: 0 everything, 1 no 720p, 2 sound alone."""
    while level < SOUND and share > UP[level]:
        level += 1
    while level > FULL and share < DOWN[level - 1]:
        level -= 1
    return level


def _instead(level: int) -> Mapping[str, str]:
    """Master by master, what is given in its place: never more than was asked for."""
    return {
        f"/{which}{ending}.m3u8": f"/{which}{ENDINGS[max(level, at)]}.m3u8"
        for which in ("now", "all")
        for at, ending in enumerate(ENDINGS)
    }


INSTEAD = tuple(_instead(level) for level in range(len(ENDINGS)))


@dataclass(slots=True)
class Egress:
    """Bytes given out in each of the last whole seconds. Times are `time.monotonic`."""

    second: int = 0
    now: int = 0
    """Bytes of the second that runs."""
    total: int = 0
    """Bytes of the whole seconds before it."""
    each: list[int] = field(default_factory=lambda: [0] * SECONDS)

    def go_on(self, second: int) -> None:
        """Another second runs."""
        for passed in range(self.second, min(second, self.second + SECONDS + 1)):
            at = passed % SECONDS
            self.total += self.now - self.each[at]
            self.each[at], self.now = self.now, 0
        self.second = second

    @property
    def bits(self) -> float:
        """A second, on average."""
        return self.total * 8 / SECONDS


class Shedding:
    """What a line of `uplink` bits a second lets be given out; 0: nobody has said, so always everything."""

    def __init__(self, uplink: float) -> None:
        self.uplink = uplink
        self.egress = Egress()
        self.level = FULL

    def gave(self, size: int, now: float) -> None:
        """Somebody was given so many bytes. Asked for each answer: no more than an addition, but once a second."""
        second = int(now)
        if second != self.egress.second:
            self.look(now)
        self.egress.now += size

    def look(self, now: float) -> None:
        """How much is given out from now on."""
        self.egress.go_on(int(now))
        if self.uplink:
            self.level = level_after(self.level, self.share)

    def instead_of(self, path: str) -> str:
        """What is given where this is asked for, below a broadcast's address: a master of less, or the same."""
        return INSTEAD[self.level].get(path, path) if self.level else path

    @property
    def share(self) -> float:
        """Of the line that is used."""
        return self.egress.bits / self.uplink if self.uplink else 0.0


class Load(NamedTuple):
    """How full the line is, as a studio is told."""

    level: int
    percent: int


def measure(root: Path, shedding: Shedding, now: float) -> None:
    """Ask every few seconds: what nobody fetches any more leaves room again. Says how full the line is to the studios
    of all broadcasts of this machine; a full disk keeps that from them, and nothing else."""
    shedding.look(now)
    if shedding.uplink:
        told = {"level": shedding.level, "percent": round(100 * shedding.share), "at": now}
        with suppress(OSError):
            put(root / "state" / "line.json", json.dumps(told))


def read_load(root: Path, now: float) -> Load | None:
    """How full the line is; None where nobody has said how much it carries, or nobody measures."""
    try:
        told = json.loads((root / "state" / "line.json").read_text())
        found, at = Load(told["level"], told["percent"]), told["at"]
    except (FileNotFoundError, ValueError, KeyError):
        return None
    return found if 0 <= now - at < OLD else None
